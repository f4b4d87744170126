'use client'
import { useDisputes } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { CircleHelp, Landmark, UserCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { type DisputeAct, disputeActsOf, memberOf } from '#web/features/govern/disputes/disputeActsOf.ts'
import { verdictLines } from '#web/features/govern/disputes/DisputeMoney.tsx'
import { SubmitForm } from '#web/features/govern/disputes/SubmitForm.tsx'
import { deadlineText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactGText, exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type DisputeProps = { readonly dispute: DisputeDetailWire }

/** Shows the actions that the wallet can take on a dispute now, with the amounts that each moves. */
export function DisputeActs({ dispute }: DisputeProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Acts dispute={dispute} />
    </WalletBoundary>
  )
}

function Acts({ dispute }: DisputeProps) {
  const t = useTranslations('govern.disputes.act')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { court, pToken } = dispute.contracts
  const acts = useTranslatedRefusals(useDisputes({ court: address(court), pToken: address(pToken) }, account))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const may = disputeActsOf(dispute, account)
  const linesOf = useLines(dispute)
  if (may.length === 0)
    return (
      <Panel title={t('none.title')}>
        <p className="panel-body t13 dim">{t('none.text')}</p>
      </Panel>
    )
  const { id, round, money } = dispute
  return may.map((act) => {
    const shared = { lines: linesOf(act), onDone }
    if (act === 'submit') return <SubmitForm key={act} dispute={dispute} send={(hashes) => acts.submit({ id, hashes })} {...shared} />
    if (act === 'commit') return <CommitForm key={act} dispute={dispute} send={(vote) => acts.commit({ id, round, vote })} {...shared} />
    const send = () => {
      if (act === 'reveal') return acts.reveal({ id, round })
      if (act === 'appeal') return acts.appeal({ id, bond: BigInt(money.appealBond) })
      return act === 'pay' ? acts.payJuror(id) : acts.advance({ id, act })
    }
    const values = { fine: exactGText(money.fine) }
    return (
      <ActPanel
        key={`${act} ${dispute.round}`}
        title={t(`${act}.title`)}
        text={t(`${act}.text`, values)}
        label={t(`${act}.send`)}
        once
        send={send}
        {...shared}
      />
    )
  })
}

/** Returns a function that lists the amounts that an action moves. */
function useLines(dispute: DisputeDetailWire): (act: DisputeAct) => MoneyLine[] {
  const t = useTranslations('govern.disputes.act')
  const money = useTranslations('govern.disputes.money')
  const network = (count: 'one' | 'two'): MoneyLine => ({ name: t('network'), amount: t(count), tone: 'small' })
  const nothing: MoneyLine = { name: t('moves'), amount: exactPtText('0'), tone: 'total' }
  return (act) => {
    if (act === 'appeal') return [network('two'), { name: t('appeal.bond'), amount: exactPtText(dispute.money.appealBond), tone: 'total' }]
    if (act === 'execute' && dispute.verdict !== null) return [network('one'), ...verdictLines(dispute, dispute.verdict, money)]
    if (act === 'pay') return [network('one'), { name: t('pay.amount'), amount: exactPtText(dispute.money.jurorPay), tone: 'total' }]
    if (act === 'commit' || act === 'reveal')
      return [network('one'), { name: t('fine'), amount: exactGText(dispute.money.fine), tone: 'small' }, nothing]
    return [network('one'), nothing]
  }
}

type CommitFormProps = {
  readonly dispute: DisputeDetailWire
  readonly lines: readonly MoneyLine[]
  readonly send: (vote: number) => Promise<string>
  readonly onDone: () => void
}

/** The votes that a juror can choose, in the order of their numbers in the contract. */
const choices = [
  { vote: 'record', icon: Landmark },
  { vote: 'opener', icon: UserCheck },
  { vote: 'unsure', icon: CircleHelp },
] as const

/**
 * Lets a juror choose a vote and store it on the chain in hidden form. The secret that hides the vote is derived from the juror's signature of a fixed message.
 * To reveal the vote later, the juror signs that message again.
 */
function CommitForm({ dispute, lines, send, onDone }: CommitFormProps) {
  const t = useTranslations('govern.disputes.act.commit')
  const why = useTranslations('reasons')
  const account = (useAccount() ?? '').toLowerCase()
  const [vote, setVote] = useState('')
  const from = deadlineText(dispute.juries.at(-1)?.revealFrom ?? 0)
  const until = deadlineText(dispute.juries.at(-1)?.until ?? 0)
  const isStored = memberOf(dispute, account)?.committed === true
  return (
    <ActPanel
      title={t('title')}
      text={t(isStored ? 'stored' : 'text', { from, until, fine: exactGText(dispute.money.fine) })}
      lines={lines}
      label={t(isStored ? 'again' : 'send')}
      reason={vote === '' ? why('choose') : null}
      send={() => send(choices.findIndex((one) => one.vote === vote))}
      onDone={onDone}
    >
      <RadioCards label={t('choice')} value={vote} onValue={setVote}>
        {choices.map((one) => (
          <RadioCard
            key={one.vote}
            value={one.vote}
            chosen={vote === one.vote}
            disabled={false}
            icon={one.icon}
            title={t(`${one.vote}.title`)}
            text={t(`${one.vote}.text`, { kind: dispute.slash === null ? 'lease' : 'slash', amount: exactPtText(dispute.claim) })}
          />
        ))}
      </RadioCards>
    </ActPanel>
  )
}
