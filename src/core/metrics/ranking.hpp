// How well scores put what is true before what is not: curves over all thresholds, and the areas below them.
#pragma once

#include <cstddef>
#include <vector>

namespace glia {

struct Scored {
    double score = 0;
    bool positive = false;
    double weight = 1;
};

// All rows of one score.
struct Rank {
    double score = 0;
    double positives = 0;  // sums of weights
    double negatives = 0;
};

// From the largest score to the smallest.
struct Ranking {
    explicit Ranking(std::vector<Scored> rows);

    std::vector<Rank> ranks;
    double positives = 0;
    double negatives = 0;
};

// The probability that a positive row has a larger score than a negative one, equal scores counting half: the area
// below the curve of true over false positives. NaN without positives or without negatives. (Hanley and McNeil, The
// Meaning and Use of the Area under a Receiver Operating Characteristic Curve, 1982)
double area_under_roc(const Ranking& ranking) noexcept;

// sum_n (R_n - R_(n-1)) P_n, with recall R_n and precision P_n of all rows down to rank n; NaN without positives.
// (Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, section 8.4)
double average_precision(const Ranking& ranking) noexcept;

}  // namespace glia
