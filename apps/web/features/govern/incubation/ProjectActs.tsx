'use client'
import { type ProjectActs as Acts, useProjects } from '@infinitio/chain/react'
import { type Address, address, parsePt } from '@infinitio/domain'
import type { ProjectWire } from '@infinitio/domain/wire'
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
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { projectActsOf } from '#web/features/govern/incubation/projectActsOf.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ProjectActsProps = { readonly project: ProjectWire }
type ActProps = ProjectActsProps & { readonly acts: Acts; readonly account: Address; readonly onDone: () => void }

/** Shows the actions that a wallet can take on a project now: sponsor, vote, quit, show a milestone, release, abandon or repay. */
export function ProjectActs({ project }: ProjectActsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Forms project={project} />
    </WalletBoundary>
  )
}

function Forms({ project }: ProjectActsProps) {
  const t = useTranslations('govern.projects.act')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { incubator, gToken } = project.contracts
  const acts = useTranslatedRefusals(useProjects({ incubator: address(incubator), gToken: address(gToken) }, account))
  const may = projectActsOf(project, account)
  const props = { project, acts, account, onDone: () => void queryClient.invalidateQueries({ queryKey: ['govern'] }) }
  if (may.length === 0) {
    return (
      <Panel title={t('none.title')}>
        <p className="panel-body t13 dim">{t('none.text')}</p>
      </Panel>
    )
  }
  return may.map((act) => {
    if (act === 'sponsor') return <SponsorForm key={act} {...props} />
    if (act === 'vote') return <VoteForm key={act} {...props} />
    if (act === 'show') return <ShowForm key={act} {...props} />
    return <PlainAct key={act} act={act} {...props} />
  })
}

/** Shows an action on a project that needs only a click. */
function PlainAct({ act, project, acts, account, onDone }: ActProps & { readonly act: 'repay' | 'release' | 'quit' | 'abandon' }) {
  const t = useTranslations('govern.projects.act')
  const { id, held, locked, sponsors } = project
  const own = BigInt(sponsors.find((one) => one.account === account)?.locked ?? '0')
  const share = BigInt(locked) === 0n ? 0n : (BigInt(held) * own) / BigInt(locked)
  const send = {
    repay: () => acts.repay({ id, account }),
    release: () => acts.release(id),
    quit: () => acts.quit(id),
    abandon: () => acts.abandon(id),
  }[act]
  return (
    <ActPanel
      title={t(`${act}.title`)}
      text={t(`${act}.text`)}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t(`${act}.money`), amount: exactGText({ repay: share, quit: share, release: 0n, abandon: 0n }[act]), tone: 'total' },
      ]}
      label={t(`${act}.send`)}
      send={send}
      onDone={onDone}
    />
  )
}

function SponsorForm({ project, acts, onDone }: ActProps) {
  const t = useTranslations('govern.projects.act')
  const why = useTranslations('reasons')
  const [typed, setTyped] = useState('')
  const lacks = BigInt(project.goal) - BigInt(project.locked)
  const wanted = parsePt(typed) ?? 0n
  const amount = wanted < lacks ? wanted : lacks
  return (
    <ActPanel
      title={t('sponsor.title')}
      text={t('sponsor.text')}
      lines={[
        { name: t('network'), amount: t('two'), tone: 'small' },
        { name: t('sponsor.money'), amount: exactGText(amount), tone: 'total' },
      ]}
      label={t('sponsor.send')}
      reason={amount === 0n ? why('amount') : null}
      send={() => acts.sponsor({ id: project.id, amount })}
      onDone={() => {
        setTyped('')
        onDone()
      }}
    >
      <Field label={t('sponsor.amount')} hint={t('sponsor.lacks', { lacks: exactGText(lacks) })}>
        {(names) => (
          <TextInput
            {...names}
            inputMode="decimal"
            autoComplete="off"
            maxLength={30}
            suffix="G"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </ActPanel>
  )
}

function VoteForm({ project: { id, milestone }, acts, onDone }: ActProps) {
  const t = useTranslations('govern.projects.act.vote')
  const [answer, setAnswer] = useState<'yes' | 'no'>('yes')
  const [reason, setReason] = useState('')
  return (
    <Panel title={t('title', { number: milestone + 1 })}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <Segmented
          full
          label={t('title', { number: milestone + 1 })}
          value={answer}
          onChange={setAnswer}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <Field label={t('reason')} hint={t('hint')}>
          {(names) => <TextArea {...names} rows={3} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
        <TransactionButton
          label={t('send')}
          disabled={false}
          send={() => acts.vote({ id, milestone, agrees: answer === 'yes', reason: reason.trim() })}
          onDone={onDone}
        />
      </div>
    </Panel>
  )
}

function ShowForm({ project: { id, milestone }, acts, onDone }: ActProps) {
  const t = useTranslations('govern.projects.act.show')
  const why = useTranslations('reasons')
  const [evidence, setEvidence] = useState('')
  return (
    <Panel title={t('title', { number: milestone + 1 })}>
      <div className="panel-body stack g4">
        <Field label={t('evidence')} hint={t('hint')}>
          {(names) => <TextArea {...names} rows={3} maxLength={300} value={evidence} onChange={({ target }) => setEvidence(target.value)} />}
        </Field>
        <TransactionButton
          label={t('send')}
          reason={evidence.trim() === '' ? why('text') : null}
          send={() => acts.show({ id, milestone, evidence: evidence.trim() })}
          onDone={() => {
            setEvidence('')
            onDone()
          }}
        />
      </div>
    </Panel>
  )
}
