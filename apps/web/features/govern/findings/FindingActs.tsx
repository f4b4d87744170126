'use client'
import { useFindings, usePanels } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { FindingsWire, FindingWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { isAsked } from '#web/features/govern/findings/findingQueries.ts'
import { deadlineText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type FindingProps = { readonly finding: FindingWire; readonly contracts: NonNullable<FindingsWire['contracts']> }

/** The longest reason in bytes that the contract stores, MOST_REASON_BYTES of Findings.sol. */
const mostReasonBytes = 280

/** Shows the actions that the wallet can take on an open finding now: answer, if it is a selected member of the panel, or take a step that anyone may take. */
export function FindingActs(props: FindingProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Acts {...props} />
    </WalletBoundary>
  )
}

function Acts({ finding, contracts }: FindingProps) {
  const t = useTranslations('govern.findings.do')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { findings, panels, gToken, answerPay } = contracts
  const { draw } = useTranslatedRefusals(usePanels({ panels: address(panels), gToken: address(gToken), list: 'Findings' }, account))
  const acts = useTranslatedRefusals(useFindings(address(findings)))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const { id, panelId, next } = finding
  if (isAsked(finding, account))
    return <AnswerForm finding={finding} pay={answerPay} send={(answer) => acts.answer({ id, ...answer })} onDone={onDone} />
  const { act } = next
  if (act === null || act === 'answer')
    return (
      <Panel title={t('none.title')}>
        <p className="panel-body t13 dim">{t('none.text')}</p>
      </Panel>
    )
  return (
    <ActPanel
      key={act}
      title={t(`${act}.title`)}
      text={t(`${act}.text`)}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('moves'), amount: exactPtText('0'), tone: 'total' },
      ]}
      label={t(`${act}.send`)}
      once
      send={() => (act === 'draw' ? draw(panelId) : acts.end({ id, kind: act }))}
      onDone={onDone}
    />
  )
}

type AnswerFormProps = {
  readonly finding: FindingWire
  /** How much a member of the panel earns for an answer, in base units of PToken. */
  readonly pay: string
  readonly send: (answer: { guilty: boolean; reason: string }) => Promise<string>
  readonly onDone: () => void
}

/** Lets a selected member answer yes or no with one of two buttons, and give a public reason. Both answers pay the same. */
function AnswerForm({ finding: { next }, pay, send, onDone }: AnswerFormProps) {
  const t = useTranslations('govern.findings.do')
  const [typed, setTyped] = useState('')
  const reason = typed.trim()
  const left = mostReasonBytes - new TextEncoder().encode(reason).length
  const buttons = [
    { label: t('answer.guilty'), guilty: true },
    { label: t('answer.innocent'), guilty: false },
  ]
  return (
    <Panel title={t('answer.title')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('answer.text', { until: deadlineText(next.deadline ?? 0) })}</p>
        <Field label={t('answer.reason')} hint={t('answer.hint', { left })} error={left < 0 ? t('answer.long', { over: -left }) : undefined}>
          {(names) => <TextArea {...names} rows={3} value={typed} onChange={({ target }) => setTyped(target.value)} />}
        </Field>
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('answer.pay'), amount: exactPtText(pay), tone: 'total' },
          ]}
        />
        {buttons.map(({ label, guilty }) => (
          <TransactionButton
            key={label}
            label={label}
            reason={left < 0 ? t('answer.long', { over: -left }) : null}
            once
            send={() => send({ guilty, reason })}
            onDone={onDone}
          />
        ))}
      </div>
    </Panel>
  )
}
