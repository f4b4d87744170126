/** Where in the output of one shell, or one log, a page is: bytes since its beginning. */
export type StreamPlace = { readonly run: string; readonly offset: number }

/** Follows how far a page has the output, so that after a cut it can ask for the rest. */
export type OutputPlace = {
  current(): StreamPlace | null
  /** The output goes on there from now on. False when that is not where this page is, so that what it shows is not what comes before it. */
  continues(next: StreamPlace | null): boolean
  took(bytes: number): void
}

/** Nothing is known of it at first: the gateway says where the output begins, unless the machine's agent is too old to. */
export function createOutputPlace(): OutputPlace {
  let place: StreamPlace | null = null
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
