// Decisions counted by class, and the figures that follow from the counts alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace glia {

// Sums of weights: of the rows of each class, of those predicted as it, and of those that are both. With several labels
// in a row, a class is a label, and a row of it one where the label holds.
struct ClassCounts {
    std::span<const double> right;
    std::span<const double> truth;
    std::span<const double> predicted;
    double weight = 0;    // of all rows
    bool labels = false;  // a row may be of several classes, or of none

    std::size_t size() const noexcept { return truth.size(); }
};

// precision = right / predicted, recall = right / truth, f1 = 2 right / (truth + predicted): the harmonic mean of both.
// 0 / 0 is taken as 0. (van Rijsbergen, Information Retrieval, 2nd ed., 1979, chapter 7)
double precision(double right, double truth, double predicted) noexcept;
double recall(double right, double truth, double predicted) noexcept;
double f1(double right, double truth, double predicted) noexcept;
using ClassScore = double (*)(double right, double truth, double predicted) noexcept;

// Over classes, each figure NaN without rows:
// macro: the mean over the classes that occur in the truth or the predictions; over all labels.
double macro(const ClassCounts& counts, ClassScore score) noexcept;
// micro: the score of the sums of counts.
double micro(const ClassCounts& counts, ClassScore score) noexcept;
// weighted: the mean in which each class counts by the rows that it has.
double weighted(const ClassCounts& counts, ClassScore score) noexcept;
// The score of the second of two classes.
double binary(const ClassCounts& counts, ClassScore score) noexcept;

// The share of rows that are right; of answers, with labels.
double counted_accuracy(const ClassCounts& counts) noexcept;
// The mean recall of the classes that have rows. (Brodersen et al., The Balanced Accuracy and Its Posterior
// Distribution, 2010, for any number of classes)
double balanced_accuracy(const ClassCounts& counts) noexcept;
// With s the weight of all rows, c of those that are right, t_k and p_k those of class k in truth and prediction:
// (c s - sum t_k p_k) / sqrt((s^2 - sum p_k^2) (s^2 - sum t_k^2)), 0 where that is 0 / 0.
// (Matthews, 1975; Gorodkin, Comparing Two K-category Assignments by a K-category Correlation Coefficient, 2004)
double matthews_correlation(const ClassCounts& counts) noexcept;
// (o - e) / (1 - e), with o = c / s and e = sum t_k p_k / s^2, the share that chance would get right; NaN where that is
// all. (Cohen, A Coefficient of Agreement for Nominal Scales, 1960)
double cohen_kappa(const ClassCounts& counts) noexcept;

// Counts of decisions that are known all at once.
class CountedClasses {
 public:
    // weights may be empty. Throws Error for a class that is not below class_count, or a weight that is not finite or
    // below 0.
    CountedClasses(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                   std::span<const float> weights, std::size_t class_count);

    ClassCounts counts() const noexcept;

 private:
    std::vector<double> right_;
    std::vector<double> truth_;
    std::vector<double> predicted_;
    double weight_ = 0;
};

}  // namespace glia
