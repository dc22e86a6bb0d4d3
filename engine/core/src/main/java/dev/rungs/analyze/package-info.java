/** What can be learned from a sweep's log once it is written. */
@NullMarked
package dev.rungs.analyze;

import org.jspecify.annotations.NullMarked;
