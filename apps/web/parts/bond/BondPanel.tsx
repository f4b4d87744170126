'use client'
import { type Bond, useBond, useTokenBalances } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { BondAmountForm } from '#web/parts/bond/BondAmountForm.tsx'
import { freeBond } from '#web/parts/bond/freeBond.ts'
import { missingBond } from '#web/parts/bond/missingBond.ts'
import { BondWithdrawal } from '#web/parts/bond/BondWithdrawal.tsx'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type BondPanelProps = {
  readonly account: string
  /** True to show nothing for an account that has no bond. */
  readonly isOnlyWithBond: boolean
  /** The form that is open first: `add` when left out. */
  readonly firstMove?: 'add' | 'askBack'
}

/** The interval between two reads of the final block, and of the wallet, in milliseconds. */
const finalMs = 10_000

/** Shows a provider's bond as the contract stores it, with forms to increase it, to request a withdrawal, and to withdraw. */
export function BondPanel(props: BondPanelProps) {
  const { data: chain } = useQuery({ ...chainQuery(browserApi), refetchInterval: finalMs })
  const waiting = props.isOnlyWithBond ? null : <Skeleton width="100%" height={360} />
  if (chain === undefined) return waiting
  return (
    <WalletBoundary waiting={waiting}>
      <OwnBond {...props} chain={chain} />
    </WalletBoundary>
  )
}

function OwnBond({ account, isOnlyWithBond, firstMove = 'add', chain }: BondPanelProps & { readonly chain: ChainWire }) {
  const t = useTranslations('bond')
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const of = { addresses, account: address(account) }
  const bond = useBond(of)
  const final = useBond({ ...of, blockNumber: BigInt(chain.finalBlockNumber) })
  // The form leads to a page that moves PT into the wallet, in another tab.
  const balances = useTokenBalances({ ...of, everyMs: finalMs })
  const [move, setMove] = useState<'add' | 'askBack' | 'withdraw'>(firstMove)
  if (isOnlyWithBond && (bond.data === undefined || isEmpty(bond.data))) return null
  const onMoved = () => void Promise.all([bond.refetch(), balances.refetch()])
  return (
    <Panel
      title={t('title')}
      end={
        <Segmented
          label={t('moves')}
          value={move}
          onChange={setMove}
          options={(['add', 'askBack', 'withdraw'] as const).map((value) => ({ value, label: t(value) }))}
        />
      }
    >
      <QueryView query={bond} failed={t('failed')} skeleton={<Skeleton width="100%" height={240} />}>
        {(known) => (
          <div className="panel-body stack g4">
            <BondFacts bond={known} final={final.data ?? null} />
            {move !== 'withdraw' && known.unbonding > 0n && <AskedBack bond={known} chainNow={chain.chainNow} />}
            {move === 'withdraw' ? (
              <BondWithdrawal {...of} bond={known} chainNow={chain.chainNow} onMoved={onMoved} />
            ) : (
              <BondAmountForm
                key={move}
                {...of}
                {...{ move, bond: known, chainNow: chain.chainNow, onMoved }}
                most={move === 'add' ? (balances.data?.pToken ?? null) : known.bonded}
              />
            )}
          </div>
        )}
      </QueryView>
    </Panel>
  )
}

const isEmpty = ({ bonded, unbonding }: Bond): boolean => bonded + unbonding === 0n

/** Shows the amounts and dates of a bond. `final` is the bond in the newest final block: an amount that differs there is pending. */
function BondFacts({ bond, final }: { readonly bond: Bond; readonly final: Bond | null }) {
  const t = useTranslations('bond')
  const { bonded, unbonding, required, frozenUntil } = bond
  const rows = [
    { name: 'locked', units: bonded, isFinal: final === null ? null : final.bonded === bonded },
    { name: 'required', units: required, isFinal: null },
    missingBond(bond) > 0n
      ? ({ name: 'missing', units: missingBond(bond), isFinal: null } as const)
      : ({ name: 'free', units: freeBond(bond), isFinal: null } as const),
    ...(unbonding > 0n ? [{ name: 'asked', units: unbonding, isFinal: final === null ? null : final.unbonding === unbonding } as const] : []),
  ] as const
  return (
    <dl className="kv">
      {rows.map(({ name, units, isFinal }) => (
        <Row key={name} name={t(name)}>
          {amountText(units)} PT
          <About units={units} /> {isFinal !== null && <FinalBadge final={isFinal} />}
        </Row>
      ))}
      {frozenUntil > 0 && <Row name={t('frozen')}>{dayMinuteText(frozenUntil)}</Row>}
    </dl>
  )
}

/** Explains when the part of the bond that was asked back can be withdrawn. A dispute can move that moment. */
function AskedBack({ bond: { unbonding, releaseAt, frozenUntil }, chainNow }: { readonly bond: Bond; readonly chainNow: number }) {
  const t = useTranslations('bond')
  const from = Math.max(releaseAt, frozenUntil)
  const amount = amountText(unbonding)
  return <Callout tone="plain">{useChainNow(chainNow) < from ? t('wait', { amount, moment: dayMinuteText(from) }) : t('ready', { amount })}</Callout>
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
