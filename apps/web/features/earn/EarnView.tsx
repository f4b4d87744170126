'use client'
import { percentOfBps } from '@infinitio/domain'
import type { MarketClassWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { CardTable } from '#web/features/earn/CardTable.tsx'
import { assumedShareOf, earnBasisOf } from '#web/features/earn/earnBasis.ts'
import { EarnForm } from '#web/features/earn/EarnForm.tsx'
import { EarnResult } from '#web/features/earn/EarnResult.tsx'
import { type EarnDraft, readEarnDraft, storedEarnDraft, storeEarnDraft } from '#web/features/earn/earnDraft.ts'
import { type EarnFacts, earnQuery } from '#web/features/earn/earnQuery.ts'
import { LastWeek } from '#web/features/earn/LastWeek.tsx'
import { StartSteps } from '#web/features/earn/StartSteps.tsx'
import { reading } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'

/** Shows the earnings of a card, the requirements of a provider and how to start. */
export function EarnView() {
  const t = useTranslations('earn')
  const tSession = useTranslations('session')
  const query = useQuery(earnQuery(browserApi))
  return (
    <div className="earn">
      <header className="earnhead">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
        <p className="row wrap mt-4">
          <Button tone="primary" size="lg" onClick={() => void askToSignIn()}>
            {tSession('connectWallet')}
          </Button>
          <Button asChild size="lg">
            <Link href="/docs/guides/provider-quick-start">{t('guide')}</Link>
          </Button>
        </p>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<EarnSkeleton />}>
        {(facts) => <Estimate facts={facts} steps={<StartSteps />} />}
      </QueryView>
      {query.data === undefined && <StartSteps />}
    </div>
  )
}

/** Shows only the estimate, for a provider without a machine. */
export function EarnPanel() {
  const t = useTranslations('earn')
  const query = useQuery(earnQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<EarnSkeleton />}>
      {(facts) => <Estimate facts={facts} />}
    </QueryView>
  )
}

/** Returns the id of the class with the most trades in 24 hours, because its numbers are the most reliable. */
function firstClassOf({ market }: EarnFacts): number {
  const [most] = market.classes.toSorted((one, other) => other.figures.trades24h - one.figures.trades24h || other.figures.gpus - one.figures.gpus)
  return most?.classId ?? 0
}

type EstimateProps = {
  readonly facts: EarnFacts
  /** The steps to list a machine, above the long table of all cards. */
  readonly steps?: ReactNode
}

function Estimate({ facts, steps }: EstimateProps) {
  const [draft, setDraft] = useState<EarnDraft>(() => ({
    classId: firstClassOf(facts),
    gpus: '1',
    hours: '24',
    kwh: '0.25',
    isLocalCurrency: false,
    watts: null,
    rented: null,
  }))
  // The person reads a guide and comes back: the fields keep their values in this tab. The server cannot read them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stored values are read once, and not again when the figures change.
  useEffect(() => {
    const stored = storedEarnDraft(window.sessionStorage)
    if (stored !== null && facts.market.classes.some(({ classId }) => classId === stored.classId)) setDraft(stored)
  }, [])
  const change = (next: EarnDraft): void => {
    setDraft(next)
    storeEarnDraft(window.sessionStorage, next)
  }
  const chosen = facts.market.classes.find(({ classId }) => classId === draft.classId)
  const prices = facts.classes.find(({ classId }) => classId === draft.classId)
  if (chosen === undefined || prices === undefined) return null
  const read = readEarnDraft(draft, { className: chosen.name, rate: reading().rate })
  const wish = 'wish' in read ? read.wish : null
  const { assumedBps, rentedGpus } = assumedShareOf(facts.market.classes.map(({ figures }) => figures))
  const basis = earnBasisOf(chosen.figures, { prices, rentedPercent: 'wish' in read ? read.rentedPercent : null, assumedBps })
  return (
    <>
      <div className="earngrid">
        <EarnPoints facts={facts} chosen={chosen} gpus={wish?.gpus ?? 1n} />
        <section className="panel" aria-labelledby="earn-title">
          <EarnForm
            classes={facts.market.classes}
            chosen={chosen}
            draft={draft}
            basis={basis}
            wrong={'wrong' in read ? read.wrong : null}
            onDraft={change}
          />
          <EarnResult chosen={chosen} basis={basis} wish={wish} feeBps={facts.chain.feeBps} rentedGpus={rentedGpus} />
        </section>
      </div>
      <LastWeek chosen={chosen} gpus={Number(wish?.gpus ?? 1n)} regions={facts.regions} isSimulated={chosen.figures.simulated} />
      {steps}
      {wish !== null && <CardTable facts={facts} draft={draft} onChoose={(classId) => change({ ...draft, classId, watts: null })} />}
    </>
  )
}

/** Loading skeleton of the estimate. */
function EarnSkeleton() {
  return (
    <div className="earngrid skeltree" aria-hidden>
      <div className="stack g4">
        {[1, 2, 3, 4].map((key) => (
          <Skeleton key={key} width="90%" height={20} />
        ))}
      </div>
      <div className="panel p-4 earnwait">
        <Skeleton width="100%" height={180} />
      </div>
    </div>
  )
}

/** The bond of a GPU is the reference price of this many seconds. */
const bondSeconds = 86_400n
const unitsPerPt = 10n ** 18n

type EarnPointsProps = { readonly facts: EarnFacts; readonly chosen: MarketClassWire; readonly gpus: bigint }

/** Shows what a provider pays and gets: the fee, the bond, how the provider is paid, and how the provider can leave the market. */
function EarnPoints({ facts, chosen, gpus }: EarnPointsProps) {
  const t = useTranslations('earn.points')
  const reference = facts.classes.find(({ classId }) => classId === chosen.classId)?.referencePricePerGpuSecond ?? '0'
  const bond = BigInt(reference) * bondSeconds * gpus
  const strong = (words: ReactNode) => <b className="strong">{words}</b>
  const values = { strong, fee: percentOfBps(facts.chain.feeBps), className: chosen.name, gpus: Number(gpus), bond: amountText(bond) }
  return (
    <ul className="earnpoints">
      {(['fee', 'bond', 'pay', 'stop', 'machine'] as const).map((name) => (
        <li key={name}>
          <Check className="i go" aria-hidden />
          <span>
            {t.rich(name, values)}
            {name === 'bond' && bond >= unitsPerPt / 100n && <About units={bond} />}
          </span>
        </li>
      ))}
    </ul>
  )
}
