import { useTranslations } from 'next-intl'

/** Maps the words that providers write for an energy source to the key of its name in the messages. */
const named: Readonly<Record<string, 'solar' | 'wind' | 'hydro' | 'geothermal' | 'biomass' | 'nuclear'>> = {
  solar: 'solar',
  photovoltaic: 'solar',
  pv: 'solar',
  wind: 'wind',
  hydro: 'hydro',
  hydropower: 'hydro',
  water: 'hydro',
  geothermal: 'geothermal',
  biomass: 'biomass',
  nuclear: 'nuclear',
}

/** Returns a function that translates the energy source which a provider wrote. A word that it does not know stays unchanged. */
export function useEnergyName(): (source: string) => string {
  const t = useTranslations('govern.carbon.energy')
  return (source) => {
    const key = Object.hasOwn(named, source.toLowerCase()) ? named[source.toLowerCase()] : undefined
    return key === undefined ? source : t(key)
  }
}
