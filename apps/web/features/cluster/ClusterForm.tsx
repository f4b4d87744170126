'use client'
import { runsImages, type TemplateMachine, mostBidGpus } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NameField } from '#web/features/booking/NameField.tsx'
import { SetupPart } from '#web/features/booking/SetupPart.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { useSetup } from '#web/features/booking/useSetup.ts'
import { WorkloadParts } from '#web/features/booking/WorkloadParts.tsx'
import { ClusterPrice } from '#web/features/cluster/ClusterPrice.tsx'
import { ClusterSize } from '#web/features/cluster/ClusterSize.tsx'
import { ClusterSummary } from '#web/features/cluster/ClusterSummary.tsx'
import { MachinesNow } from '#web/features/cluster/MachinesNow.tsx'
import type { ClusterPlan } from '#web/features/cluster/planCluster.ts'
import { useClusterPlan } from '#web/features/cluster/useClusterPlan.ts'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { hasImage } from '#web/parts/lease-setup/leaseSetup.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const ClusterSign = dynamic(() => import('#web/features/cluster/ClusterSign.tsx').then((module) => module.ClusterSign), {
  ssr: false,
  loading: () => (
    <SignFrame>
      <SignPreparing />
    </SignFrame>
  ),
})

/** The key under which this browser stores the form values of a cluster order (one order for several machines). */
const storedAs = 'cluster'

type ClusterFormProps = {
  readonly wish: ClusterWish
  readonly gpuClass: CatalogueWire['classes'][number]
  readonly catalogue: CatalogueWire
  readonly onWish: (patch: Partial<ClusterWish>) => void
  readonly onPlaced: (orderHash: string) => void
}

/** Draws the form for a cluster order: size, price limit, matching machines, workload, bill and the button to sign. */
export function ClusterForm({ wish, gpuClass, catalogue, onWish, onPlaced }: ClusterFormProps) {
  const t = useTranslations('cluster')
  const tBook = useTranslations('book')
  const tTicket = useTranslations('ticket.run')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const found = useClusterPlan({ ...wish, classId: gpuClass.classId }, gpuClass)
  const { setup, change, placed } = useSetup({ key: storedAs, node: storedAs, machine: null }, onPlaced)
  const { areGpusValid, setGpusValid, timeBlock, setTimeBlock, isSizeWrong, sizeProblem } = useSizeProblem()
  const plan = isSizeWrong ? null : found.plan
  const { typed, priceText, price, changePrice, changeWish } = usePriceLimit({ wish, gpuClass, onWish }, found.suggestedPriceText)
  const order = price === null || isSizeWrong ? null : { ...wish, classId: gpuClass.classId, maxPricePerGpuSecond: price }
  return (
    <div className="bc mt-4">
      <div>
        <h1>{t('title')}</h1>
        <p className="mb-5 mt-1 dim">{t('text')}</p>
        <SetupPart title={t('size.title')}>
          <ClusterSize
            wish={wish}
            gpuClass={gpuClass}
            catalogue={catalogue}
            onWish={changeWish}
            onTimeBlock={setTimeBlock}
            onGpusValid={setGpusValid}
          />
          <NameField name={setup.name} onName={(name) => change({ name })} />
        </SetupPart>
        <SetupPart title={t('plan.title')}>
          <MachinesNow wish={wish} found={found} isSizeWrong={isSizeWrong} chain={chain} />
        </SetupPart>
        <SetupPart title={t('carries.title')}>
          <ClusterCarries wish={wish} areGpusValid={areGpusValid} catalogue={catalogue} />
        </SetupPart>
        <SetupPart title={t('price.title')}>
          <ClusterPrice wish={wish} text={priceText ?? ''} plan={plan} onText={changePrice} onWish={onWish} />
        </SetupPart>
        <WorkloadParts setup={setup} change={change} machine={found.plan === null ? null : machineOf(found.plan)} />
        {hasImage(setup.template) && <p className="t13 dim">{tTicket('anyMachine')}</p>}
        {setup.secrets.length > 0 && <p className="t13 dim">{tTicket('secretsLater')}</p>}
      </div>
      <aside className="stack g4" aria-label={tBook('aside')}>
        {chain !== undefined && (
          <ClusterSummary
            order={order}
            wish={wish}
            gpusText={areGpusValid ? String(wish.gpus) : '–'}
            gpuClass={gpuClass}
            plan={plan}
            chain={chain}
            wallet={wallet}
          />
        )}
        <ClusterSign
          order={order}
          problem={price === null && typed !== null ? t('price.wrong') : sizeProblem}
          isTimeSent={timeBlock === null}
          gpuClass={gpuClass}
          plan={plan}
          setup={setup}
          onPlaced={placed}
        />
      </aside>
    </div>
  )
}

/** Stores whether the fields of the size are valid. Prices and machines for an earlier size would contradict the fields, so a wrong size has none. */
function useSizeProblem() {
  const t = useTranslations('cluster.size')
  const tDuration = useTranslations('duration')
  const [timeBlock, setTimeBlock] = useState<DurationBlock | null>(null)
  const [areGpusValid, setGpusValid] = useState(true)
  const isTimeWrong = timeBlock !== null && timeBlock !== 'unsent'
  const sizeProblem = !areGpusValid ? t('gpusWrong', { most: mostBidGpus }) : isTimeWrong ? tDuration('correct') : null
  return { areGpusValid, setGpusValid, timeBlock, setTimeBlock, isSizeWrong: !areGpusValid || isTimeWrong, sizeProblem }
}

/**
 * Stores the price limit that was typed. It was typed for the price of one GPU class. Another class has another price, so its order begins with the price at
 * which it can be filled.
 */
function usePriceLimit({ wish, gpuClass, onWish }: Pick<ClusterFormProps, 'wish' | 'gpuClass' | 'onWish'>, suggested: string | null) {
  const [typed, setTyped] = useState(wish.maxPrice === '' ? null : wish.maxPrice)
  const priceText = typed ?? suggested
  function changePrice(text: string): void {
    setTyped(text)
    onWish({ maxPrice: pricePerSecondOf(text) === null ? '' : text })
  }
  function changeWish(patch: Partial<ClusterWish>): void {
    const isOtherClass = patch.classId !== undefined && patch.classId !== gpuClass.classId
    if (isOtherClass) setTyped(null)
    onWish(isOtherClass ? { ...patch, maxPrice: '' } : patch)
  }
  return { typed, priceText, price: priceText === null ? null : pricePerSecondOf(priceText), changePrice, changeWish }
}

/**
 * Returns an imaginary machine that decides which templates can be used, because the same workload must run on each machine of the order. Each of its values is
 * the least of all machines: the number of rented GPUs, the GPU memory and the disk. Its runtime is one without images if any of the machines has such a
 * runtime.
 */
function machineOf({ slices }: ClusterPlan): TemplateMachine {
  const least = (values: readonly number[]) => Math.min(...values)
  const plainest = slices.find(({ listing }) => !runsImages(listing)) ?? slices[0]
  return {
    runtime: plainest?.listing.runtime ?? null,
    gpus: least(slices.map(({ gpus }) => gpus)),
    vramGib: least(slices.map(({ listing }) => listing.vramGib)),
    diskGib: least(slices.map(({ listing }) => listing.diskGib)),
  }
}

type ClusterCarriesProps = { readonly wish: ClusterWish; readonly areGpusValid: boolean; readonly catalogue: CatalogueWire }

/** Lists conditions of the order that are the same for every machine: region, start, number of machines, settlement and network. */
function ClusterCarries({ wish: { gpus, minGpusPerMachine, regionId, startHour }, areGpusValid, catalogue }: ClusterCarriesProps) {
  const t = useTranslations('cluster.carries')
  const regionName = useRegionName()
  const region = catalogue.regions.find((one) => one.regionId === regionId)
  const lines = [
    [t('region'), region === undefined ? t('anyRegion') : regionName(region.name)],
    [t('start'), startHour === null ? t('startNow') : t('startLater', { moment: momentText(startHour * 3_600) })],
    [t('machines'), areGpusValid ? t('machinesText', { machines: Math.ceil(gpus / minGpusPerMachine), each: minGpusPerMachine }) : '–'],
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
