'use client'
import type { LeasePageWire, LeaseWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus, Server } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { EndedLeases } from '#web/features/leases/EndedLeases.tsx'
import { OwnClusters } from '#web/features/clusters/OwnClusters.tsx'
import { addressOfChoice, type LeaseChoice, leaseChoiceOf, leaseChoices } from '#web/features/leases/leaseChoice.ts'
import { LeasesFile } from '#web/features/leases/LeasesFile.tsx'
import { LiveLeaseRow } from '#web/features/leases/LiveLeaseRow.tsx'
import { SharedLeases } from '#web/features/sharing/SharedLeases.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { About } from '#web/parts/format/About.tsx'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { closedLeasesQuery, liveLeasesQuery } from '#web/parts/lease/leaseQueries.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

/** Lists the account's rented, received and transferred leases: live ones with their running cost, ended ones with reason and receipt. */
export function LeasesView() {
  const t = useTranslations('leases')
  return (
    <main className="page p-leases">
      <header className="lh">
        <h1>{t('title')}</h1>
        <Button asChild tone="primary">
          <Link href="/gpus">
            <Plus className="i" aria-hidden />
            {t('new')}
          </Link>
        </Button>
      </header>
      <div className="mb-3 empty:hidden">
        <ClockAhead />
      </div>
      <SignInGate waiting={<LeasesSkeleton />}>
        <Lists />
      </SignInGate>
    </main>
  )
}

function Lists() {
  const t = useTranslations('leases')
  const live = useQuery(liveLeasesQuery(browserApi))
  const closed = useInfiniteQuery(closedLeasesQuery(browserApi))
  const choice = leaseChoiceOf(useSearchParams().get('show'))
  useLiveTopic('wallet')
  return (
    <QueryView query={live} failed={t('failed')} skeleton={<LeasesSkeleton />}>
      {(page) => (
        <ChosenLeases
          choice={choice}
          live={page}
          ended={closed.data ?? null}
          onMore={closed.hasNextPage ? () => void closed.fetchNextPage() : null}
        />
      )}
    </QueryView>
  )
}

type ChosenLeasesProps = {
  readonly choice: LeaseChoice
  readonly live: LeasePageWire
  /** Null until they have loaded. */
  readonly ended: readonly LeaseWire[] | null
  readonly onMore: (() => void) | null
}

/** Shows the leases that the choice selects. If the account never had a lease, shows how to get the first one instead of the choice. */
export function ChosenLeases({ choice, live, ended, onMore }: ChosenLeasesProps) {
  if (live.items.length === 0 && ended?.length === 0)
    return (
      <>
        <NoLeases />
        <SharedLeases />
      </>
    )
  const showsLive = choice === 'all' || choice === 'live'
  const showsEnded = choice !== 'live' && ended !== null && (choice !== 'all' || ended.length > 0)
  return (
    <>
      <ChoiceRow choice={choice} />
      {showsLive && <OwnClusters />}
      {showsLive && <LiveLeases page={live} />}
      {showsLive && <SharedLeases />}
      {showsEnded && <EndedLeases leases={ended} choice={choice} onMore={onMore} />}
    </>
  )
}

/**
 * Shows which leases are in the list, and lets the user choose others or save all as a file. The URL contains the choice, so a link or the back button
 * shows the same leases.
 */
function ChoiceRow({ choice }: { readonly choice: LeaseChoice }) {
  const t = useTranslations('leases.show')
  return (
    <div className="row wrap between g2 mb-4">
      <Segmented
        label={t('label')}
        value={choice}
        options={leaseChoices.map((value) => ({ value, label: t(value) }))}
        onChange={(next) => window.history.pushState(null, '', addressOfChoice(next))}
      />
      <LeasesFile />
    </div>
  )
}

function NoLeases() {
  const t = useTranslations('leases.empty')
  return (
    <NothingHere icon={Server} title={t('title')} ways={[{ href: '/gpus', label: t('find') }]}>
      {t('text')}
    </NothingHere>
  )
}

function LiveLeases({ page }: { readonly page: LeasePageWire }) {
  const t = useTranslations('leases')
  const tUnits = useTranslations('units')
  const now = useChainNow(page.chainNow)
  return (
    <>
      {page.items.length > 0 && <Totals leases={page.items.filter(({ role }) => role === 'renter')} now={now} />}
      <section className="panel lt" aria-label={t('live')}>
        <header className="panel-head">
          <h2>{t('live')}</h2>
        </header>
        {page.items.length === 0 ? (
          <p className="panel-body t13 dim">{t('noneLive')}</p>
        ) : (
          <table className="table">
            <TableHead
              columns={[
                { name: t('column.lease') },
                { name: t('column.node') },
                { name: t('column.state') },
                { name: tUnits('ptPerHour'), className: 'n' },
                { name: t('column.spent'), className: 'n' },
                { name: t('column.left'), className: 'n' },
                { name: t('column.refund'), className: 'n hide-m' },
                { name: t('column.actions'), className: 'n', forEars: true },
              ]}
            />
            <tbody>
              {page.items.map((lease) => (
                <LiveLeaseRow key={lease.leaseId} lease={lease} now={now} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  )
}

/**
 * Adds up the leases of which the account is the holder. A lease that was transferred belongs to its new holder. A lease that has not begun counts as money, but
 * not as running.
 */
function Totals({ leases, now }: { readonly leases: readonly LeaseWire[]; readonly now: number }) {
  const t = useTranslations('leases.total')
  const tUnits = useTranslations('units')
  const amounts = leases.map((lease) => liveAmounts(lease, now))
  const billing = amounts.filter(({ isBilling }) => isBilling)
  const sum = (pick: (amount: (typeof amounts)[number]) => bigint) => amounts.reduce((total, amount) => total + pick(amount), 0n)
  const running = leases.filter((lease) => lease.state !== 'ended' && startsIn(lease, now) === null)
  const later = leases.filter((lease) => startsIn(lease, now) !== null).length
  const gpus = running.reduce((total, { terms }) => total + terms.gpus, 0)
  const escrow = leases.reduce((total, lease) => total + BigInt(lease.escrow), 0n)
  const burn = billing.reduce((total, { perSecond }) => total + perSecond * 3_600n, 0n)
  const spent = sum((amount) => amount.paid)
  const back = sum(({ ifEnded, refund }) => ifEnded?.refund ?? refund)
  const textOf = textTogether([escrow, spent, back])
  const besides = (unit: string, units: bigint) => (
    <>
      {unit}
      <About units={units} />
    </>
  )
  return (
    <div className="stats">
      <Stat
        name={t('live')}
        value={running.length}
        below={
          running.length === 0
            ? t('none', { later })
            : t('gpus', { count: gpus, unit: running.some(({ node }) => rentedUnit(node) === 'gpu') ? 'gpu' : 'slot' }) +
              (later === 0 ? '' : t('later', { count: later }))
        }
      />
      <Stat name={t('burn')} value={wholePriceText(burn)} unit={besides(tUnits('ptPerHour'), burn)} below={t('billed', { count: billing.length })} />
      <Stat name={t('spent')} value={textOf(spent)} unit={besides('PT', spent)} below={t('paidIn', { amount: textOf(escrow) })} />
      <Stat name={t('back')} value={textOf(back)} unit={besides('PT', back)} below={t('atOnce')} />
    </div>
  )
}

/** Loading skeleton of the lease lists. */
function LeasesSkeleton() {
  return (
    <div className="skeltree stack g4" aria-hidden>
      <div className="panel p-4">
        <Skeleton width="100%" height={52} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3].map((key) => (
          <Skeleton key={key} width="100%" height={36} />
        ))}
      </div>
    </div>
  )
}
