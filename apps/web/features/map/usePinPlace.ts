import { useCityName } from '#web/parts/machine/useCityName.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** Returns a function that writes the place of a pin in the reader's language. The place is a city, or the name of a region on the chain. */
export function usePinPlace(): (place: string) => string {
  const cityName = useCityName()
  const regionName = useRegionName()
  return (place) => cityName(regionName(place))
}
