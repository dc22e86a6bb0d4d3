/**
 * The sweep file: YAML 1.2 in, a {@link dev.rungs.cli.file.SweepFile} or every error at once out.
 *
 * <p>Nothing here knows the name of a sampler, a scheduler or a trainer: what they accept comes
 * from the {@link dev.rungs.cli.file.Registry}.
 */
@NullMarked
package dev.rungs.cli.file;

import org.jspecify.annotations.NullMarked;
