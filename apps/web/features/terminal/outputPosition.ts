/** A position in the output of a shell or log. `run` names the output, and `offset` is the number of bytes since its beginning. */
export type StreamPosition = { readonly run: string; readonly offset: number }

/** Counts the received bytes of a shell's or a log's output, so that after a disconnect the page can request the output from there on. */
export type OutputPosition = {
  current(): StreamPosition | null
  /** Returns true if the next output comes directly after the output on the screen. If false, the page must clear its screen first. */
  continues(next: StreamPosition | null): boolean
  took(bytes: number): void
}

/**
 * Creates the position in a shell's output, which is unknown at first. The gateway then reports at which position the output begins, except for machines with
 * an old agent.
 */
export function createOutputPosition(): OutputPosition {
  let place: StreamPosition | null = null
  return {
    current: () => place,
    continues(next) {
      const doesGoOn = place !== null && next !== null && place.run === next.run && place.offset === next.offset
      place = next
      return doesGoOn
    },
    took(bytes) {
      if (place !== null) place = { ...place, offset: place.offset + bytes }
    },
  }
}
