'use client'
import { type BountyActs as Acts, type PanelActs, useBounties, usePanels } from '@infinitio/chain/react'
import { type Address, address } from '@infinitio/domain'
import type { BountyWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { bountyActsOf } from '#web/features/govern/bounties/bountyActsOf.ts'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type BountyActsProps = { readonly bounty: BountyWire }
type ActProps = BountyActsProps & { readonly acts: Acts & Pick<PanelActs, 'draw'>; readonly account: Address; readonly onDone: () => void }

/**
 * Shows the actions that a wallet can take on a bounty now: claim the bounty, submit work, select reviewers at random, review, move the bounty to its next
 * state, withdraw it, or pay out.
 */
export function BountyActs({ bounty }: BountyActsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Forms bounty={bounty} />
    </WalletBoundary>
  )
}

function Forms({ bounty }: BountyActsProps) {
  const t = useTranslations('govern.bounties.act')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { bounties, panels, gToken } = bounty.contracts
  const { draw } = useTranslatedRefusals(usePanels({ panels: address(panels), gToken: address(gToken), list: 'Bounties' }, account))
  const acts = { ...useTranslatedRefusals(useBounties({ bounties: address(bounties), gToken: address(gToken) }, account)), draw }
  const may = bountyActsOf(bounty, account)
  const props = { bounty, acts, account, onDone: () => void queryClient.invalidateQueries({ queryKey: ['govern'] }) }
  if (may.length === 0) {
    return (
      <Panel title={t('none.title')}>
        <p className="panel-body t13 dim">{t('none.text')}</p>
      </Panel>
    )
  }
  return may.map((act) =>
    act === 'submit' ? (
      <SubmitForm key={act} {...props} />
    ) : act === 'review' ? (
      <ReviewForm key={act} {...props} />
    ) : (
      <PlainAct key={act} act={act} {...props} />
    ),
  )
}

/** Shows an action on a bounty that needs only a click. */
function PlainAct({ act, bounty, acts, account, onDone }: ActProps & { readonly act: 'claim' | 'takeBack' | 'draw' | 'advance' | 'payOut' }) {
  const t = useTranslations('govern.bounties.act')
  const { id } = bounty
  const owed = bounty.owed.find((one) => one.account === account)?.amount ?? '0'
  const send = {
    claim: () => acts.claim({ id, bond: BigInt(bounty.claimBond) }),
    takeBack: () => acts.takeBack(id),
    draw: () => acts.draw(bounty.panel?.id ?? '0'),
    advance: () => acts.advance(id),
    payOut: () => acts.payOut(account),
  }[act]
  const moved = { claim: bounty.claimBond, payOut: owed, takeBack: bounty.reward, draw: '0', advance: '0' }[act]
  return (
    <ActPanel
      title={t(`${act}.title`)}
      text={t(`${act}.text`)}
      lines={[
        { name: t('network'), amount: t(act === 'claim' ? 'two' : 'one'), tone: 'small' },
        { name: t(`${act}.money`), amount: exactGText(moved), tone: 'total' },
      ]}
      label={t(`${act}.send`)}
      send={send}
      onDone={onDone}
    />
  )
}

function SubmitForm({ bounty, acts, onDone }: ActProps) {
  const t = useTranslations('govern.bounties.act.submit')
  const why = useTranslations('reasons')
  const [evidence, setEvidence] = useState('')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <Field label={t('evidence')} hint={t('hint')}>
          {(names) => <TextArea {...names} rows={4} maxLength={300} value={evidence} onChange={({ target }) => setEvidence(target.value)} />}
        </Field>
        <TransactionButton
          label={t('send')}
          reason={evidence.trim() === '' ? why('text') : null}
          send={() => acts.submit({ id: bounty.id, evidence: evidence.trim() })}
          onDone={onDone}
        />
      </div>
    </Panel>
  )
}

function ReviewForm({ bounty, acts, onDone }: ActProps) {
  const t = useTranslations('govern.bounties.act.review')
  const why = useTranslations('reasons')
  const [verdict, setVerdict] = useState<'accept' | 'refuse'>('accept')
  const [score, setScore] = useState('100')
  const [reason, setReason] = useState('')
  const isScore = verdict === 'refuse' || (/^\d{1,3}$/.test(score) && Number(score) >= 1 && Number(score) <= 100)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <Segmented
          full
          label={t('title')}
          value={verdict}
          onChange={setVerdict}
          options={(['accept', 'refuse'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {verdict === 'accept' && (
          <Field label={t('score')} hint={t('scoreHint')} error={isScore ? undefined : t('scoreWrong')}>
            {(names) => <TextInput {...names} inputMode="numeric" maxLength={3} value={score} onChange={({ target }) => setScore(target.value)} />}
          </Field>
        )}
        <Field label={t('reason')} hint={t('hint')}>
          {(names) => <TextArea {...names} rows={3} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
        <TransactionButton
          label={t('send')}
          reason={!isScore ? why('fields') : null}
          send={() => acts.review({ id: bounty.id, score: verdict === 'refuse' ? 0 : Number(score), reason: reason.trim() })}
          onDone={onDone}
        />
      </div>
    </Panel>
  )
}
