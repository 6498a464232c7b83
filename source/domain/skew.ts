/** Services' clocks differ: a first call may seem to come so many ms before the hop that made it possible. */
export const skew = 5000;
