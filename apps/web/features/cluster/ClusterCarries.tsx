import type { CatalogueWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

type ClusterCarriesProps = { readonly wish: ClusterWish; readonly catalogue: CatalogueWire }

/** Lists the conditions of the order that apply to any machine: region, start, machines, settlement and network. */
export function ClusterCarries({ wish: { gpus, minGpusPerMachine, regionId, startHour }, catalogue }: ClusterCarriesProps) {
  const t = useTranslations('cluster.carries')
  const regionName = useRegionName()
  const region = catalogue.regions.find((one) => one.regionId === regionId)
  const lines = [
    [t('region'), region === undefined ? t('anyRegion') : regionName(region.name)],
    [t('start'), startHour === null ? t('startNow') : t('startLater', { moment: momentText(startHour * 3_600) })],
    [t('machines'), t('machinesText', { machines: Math.ceil(gpus / minGpusPerMachine), each: minGpusPerMachine })],
    [t('settle'), t('settleText')],
    [t('network'), t('networkText')],
  ]
  return (
    <dl className="kv left">
      {lines.map(([name, text]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
