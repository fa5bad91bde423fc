// The limit of a single row's prediction: its weights must be read once.
#pragma once

#include "job.h"

// Reads as many bytes as the network's weights take, again and again, and adds them up; a "row" is one reading.
void read_weights(const job& job, work& work);
