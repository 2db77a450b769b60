#include "station.h"

/* Eleven readings, the doubtful ones dropped, the median of the rest. */

#define READINGS 11
#define LOWEST_QUALITY 60
#define FEWEST 5

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

int radar_median(void)
{
    int good[READINGS];
    int count = 0;

    for (int i = 0; i < READINGS; i++) {
        struct answer one = radar_ask();
        if (one.quality >= LOWEST_QUALITY)
            good[count++] = one.distance_mm;
    }
    if (count < FEWEST)
        return NO_READING;
    qsort(good, count, sizeof good[0], by_value);
    return good[count / 2];
}
