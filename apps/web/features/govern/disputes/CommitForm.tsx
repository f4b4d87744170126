'use client'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { CircleHelp, Landmark, UserCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { memberOf } from '#web/features/govern/disputes/disputeActsOf.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'

type CommitFormProps = {
  readonly dispute: DisputeDetailWire
  readonly lines: readonly MoneyLine[]
  readonly send: (vote: number) => Promise<string>
  readonly onDone: () => void
}

/** The choices in the order of their number in the contract. */
const choices = [
  { vote: 'record', icon: Landmark },
  { vote: 'opener', icon: UserCheck },
  { vote: 'unsure', icon: CircleHelp },
] as const

/** Lets a juror choose a vote and store it hidden. The wallet signs a message that hides the vote, and the same message again to reveal it. */
export function CommitForm({ dispute, lines, send, onDone }: CommitFormProps) {
  const t = useTranslations('govern.disputes.act.commit')
  const account = (useAccount() ?? '').toLowerCase()
  const [vote, setVote] = useState('')
  const from = momentText(dispute.juries.at(-1)?.revealFrom ?? 0)
  const until = momentText(dispute.juries.at(-1)?.until ?? 0)
  const isStored = memberOf(dispute, account)?.committed === true
  return (
    <ActPanel
      title={t('title')}
      text={t(isStored ? 'stored' : 'text', { from, until, fine: exactGText(dispute.money.fine) })}
      lines={lines}
      label={t(isStored ? 'again' : 'send')}
      disabled={vote === ''}
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
            text={t(`${one.vote}.text`)}
          />
        ))}
      </RadioCards>
    </ActPanel>
  )
}
