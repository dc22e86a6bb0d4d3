/** The contracts of trainers: what runs on a slot's own thread. */
@NullMarked
package dev.rungs.train;

import org.jspecify.annotations.NullMarked;
