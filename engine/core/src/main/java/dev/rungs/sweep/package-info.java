/** The sweep: one fold over its events, the only place where rules live. */
@NullMarked
package dev.rungs.sweep;

import org.jspecify.annotations.NullMarked;
