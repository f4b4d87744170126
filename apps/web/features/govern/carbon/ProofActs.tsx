'use client'
import { type Auditing, useAuditing, usePanels } from '@infinitio/chain/react'
import { address, hex32 } from '@infinitio/domain'
import type { CarbonProofWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { HashField } from '#web/features/govern/carbon/HashField.tsx'
import { isHash } from '#web/features/govern/carbon/proofDraft.ts'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { proofActsOf } from '#web/features/govern/carbon/proofActsOf.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ProofActsProps = { readonly proof: CarbonProofWire }
type ActProps = ProofActsProps & { readonly auditing: Auditing; readonly onDone: () => void }

/**
 * Shows the actions that a wallet can take on a proof of green energy now: show its certificate to the auditors, answer as an auditor, select auditors at
 * random, settle the audit, let the proof lapse, release its bond, or propose to revoke it.
 */
export function ProofActs({ proof }: ProofActsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Acts proof={proof} />
    </WalletBoundary>
  )
}

function Acts({ proof }: ProofActsProps) {
  const t = useTranslations('govern.carbon.act')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { carbonRegistry, panels, gToken } = proof.contracts
  const auditing = useTranslatedRefusals(useAuditing({ carbonRegistry: address(carbonRegistry), gToken: address(gToken) }, account))
  const drawing = useTranslatedRefusals(usePanels({ panels: address(panels), gToken: address(gToken), list: 'CarbonRegistry' }, account))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const may = proofActsOf(proof, account)
  if (may.length === 0) {
    return (
      <Panel title={t('none.title')}>
        <p className="panel-body t13 dim">{t('none.text')}</p>
      </Panel>
    )
  }
  const id = BigInt(proof.id)
  const send = {
    draw: () => drawing.draw(proof.panel.id),
    settle: () => auditing.settle(id),
    lapse: () => auditing.lapse(id),
    release: () => auditing.release(id),
  }
  return may.map((act) => {
    if (act === 'show') return <ShowForm key={act} {...{ proof, auditing, onDone }} />
    if (act === 'answer') return <AnswerForm key={act} {...{ proof, auditing, onDone }} />
    if (act === 'revoke') return <RevokePanel key={act} proof={proof} />
    return (
      <ActPanel
        key={act}
        title={t(`${act}.title`)}
        text={t(`${act}.text`)}
        lines={[
          { name: t('network'), amount: t('one'), tone: 'small' },
          { name: t(act === 'release' ? 'toProvider' : 'moves'), amount: exactGText(act === 'release' ? proof.bond : '0'), tone: 'total' },
        ]}
        label={t(`${act}.send`)}
        send={send[act]}
        onDone={onDone}
      />
    )
  })
}

function ShowForm({ proof: { id }, auditing, onDone }: ActProps) {
  const t = useTranslations('govern.carbon.act')
  const why = useTranslations('reasons')
  const [certificate, setCertificate] = useState('')
  return (
    <ActPanel
      title={t('show.title')}
      text={t('show.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('moves'), amount: exactGText('0'), tone: 'total' },
      ]}
      label={t('show.send')}
      reason={!isHash(certificate) ? why('fields') : null}
      send={() => auditing.show({ filing: BigInt(id), certificateHash: hex32(certificate) })}
      onDone={onDone}
    >
      <HashField label={t('show.label')} hint={t('show.hint')} value={certificate} onValue={setCertificate} />
    </ActPanel>
  )
}

function AnswerForm({ proof: { id, limits }, auditing, onDone }: ActProps) {
  const t = useTranslations('govern.carbon.act')
  const [verdict, setVerdict] = useState<'accept' | 'reject'>('accept')
  const [reason, setReason] = useState('')
  return (
    <ActPanel
      title={t('answer.title')}
      text={t('answer.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('toYou'), amount: exactGText(limits.auditorFee), tone: 'total' },
      ]}
      label={t('answer.send')}
      send={() => auditing.audit({ filing: BigInt(id), accepts: verdict === 'accept', reason: reason.trim() })}
      onDone={onDone}
    >
      <Segmented
        full
        label={t('answer.title')}
        value={verdict}
        onChange={setVerdict}
        options={(['accept', 'reject'] as const).map((value) => ({ value, label: t(`answer.${value}`) }))}
      />
      <Field label={t('answer.reason')} hint={t('answer.hint')}>
        {(names) => <TextArea {...names} rows={3} maxLength={70} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </ActPanel>
  )
}

function RevokePanel({ proof: { id } }: ProofActsProps) {
  const t = useTranslations('govern.carbon.act.revoke')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <Button asChild>
          <Link href={`/govern/proposals/new?kind=revocation&filing=${id}`}>{t('send')}</Link>
        </Button>
      </div>
    </Panel>
  )
}
