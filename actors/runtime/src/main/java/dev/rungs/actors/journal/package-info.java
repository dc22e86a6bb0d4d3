/** The sweep's event log on disk: its encoding, its file, and reading it without actors. */
@NullMarked
package dev.rungs.actors.journal;

import org.jspecify.annotations.NullMarked;
