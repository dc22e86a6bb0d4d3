/** Schedulers: which trials deserve more epochs. */
@NullMarked
package dev.rungs.schedule;

import org.jspecify.annotations.NullMarked;
