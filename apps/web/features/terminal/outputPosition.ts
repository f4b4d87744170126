/** Where in the output of one shell, or one log, a page is: bytes since its beginning. */
export type StreamPosition = { readonly run: string; readonly offset: number }

/** Follows how far a page has the output, so that after a cut it can ask for the rest. */
export type OutputPosition = {
  current(): StreamPosition | null
  /** The output goes on there from now on. False when that is not where this page is, so that what it shows is not what comes before it. */
  continues(next: StreamPosition | null): boolean
  took(bytes: number): void
}

/** Nothing is known of it at first: the gateway says where the output begins, unless the machine's agent is too old to. */
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
