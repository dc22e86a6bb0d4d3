/** What can be searched: parameters, conditions, configurations, and the settings of algorithms. */
@NullMarked
package dev.rungs.space;

import org.jspecify.annotations.NullMarked;
