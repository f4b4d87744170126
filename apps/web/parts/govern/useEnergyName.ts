import { useTranslations } from 'next-intl'

/** Words that providers write for where energy comes from, and what we call them. */
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

/** What an energy is called whose source a provider wrote in one word; any other word stands as it was written. */
export function useEnergyName(): (source: string) => string {
  const t = useTranslations('govern.carbon.energy')
  return (source) => {
    const key = Object.hasOwn(named, source.toLowerCase()) ? named[source.toLowerCase()] : undefined
    return key === undefined ? source : t(key)
  }
}
