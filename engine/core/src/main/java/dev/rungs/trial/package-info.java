/** What a trial is and says: its number, its chance, its reports, its verdicts. */
@NullMarked
package dev.rungs.trial;

import org.jspecify.annotations.NullMarked;
