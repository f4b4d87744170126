import type { PairingOfferWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the machine as the wallet will register it, with its first price. */
export function OfferFacts({ offer: { name, machine, pricePerGpuSecond, runtime } }: { readonly offer: PairingOfferWire }) {
  const t = useTranslations('pair.fact')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const gpuClass = catalogue?.classes.find(({ classId }) => classId === machine.classId)?.name ?? String(machine.classId)
  const regionName = useRegionName()
  const region = catalogue?.regions.find(({ regionId }) => regionId === machine.regionId)?.name ?? String(machine.regionId)
  const { gpus, cpuCores, ramGib, diskGib, nodeKey } = machine
  const rows = [
    [t('name'), name],
    [t('class'), `${gpus} × ${givenName(gpuClass)}`],
    [t('hardware'), t('hardwareText', { cpuCores, ram: sizeText(ramGib), disk: sizeText(diskGib) })],
    [t('region'), regionName(region)],
    ...(runtime === undefined ? [] : [[t('runtime'), t(`runtimeText.${runtime}`)] as const]),
    [t('price'), t('priceText', { price: amountText(BigInt(pricePerGpuSecond) * 3_600n) })],
    [t('key'), shortHex(nodeKey)],
  ] as const
  return (
    <dl className="kv panel-body">
      {rows.map(([title, value]) => (
        <Row key={title} title={title} value={value} />
      ))}
    </dl>
  )
}

function Row({ title, value }: { readonly title: string; readonly value: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  )
}
