/** Holds a page's position in the output of one shell or log, in bytes since its beginning. */
export type StreamPosition = { readonly run: string; readonly offset: number }

/** Tracks the received output, so that after a disconnect the page can request the rest. */
export type OutputPosition = {
  current(): StreamPosition | null
  /** Returns true if the next output continues at this page's position. False: the shown output does not precede it. */
  continues(next: StreamPosition | null): boolean
  took(bytes: number): void
}

/** Starts with an unknown position. The gateway sends where the output begins, unless the machine's agent is too old. */
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
