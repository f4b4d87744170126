import type { LeaseWire, WorkloadWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { leaseAmountText } from '#web/parts/lease/finalTexts.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { machineShare, partPerGpu } from '#web/parts/machine/machineShare.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'
import { CancelTerms } from '#web/features/lease/CancelTerms.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the main data of a lease: machine, contract terms and workload. */
export function OverviewTab({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.overview')
  const tIsolation = useTranslations('isolation')
  const { terms, node, workload } = lease
  const unit = rentedUnit(node)
  const shareTitle = useShareTitle()
  const { vramGib, isWhole } = machineShare(node, terms.gpus)
  // A lease of fewer GPUs than the machine has shows that its ask allows such leases.
  const perGpu = isWhole ? null : partPerGpu({ ...node, ask: { minGpus: terms.gpus } })
  const whole = { cpu: node.cpuCores, ram: sizeText(node.ramGib), disk: sizeText(node.diskGib) }
  return (
    <div className="stack g4">
      <Panel title={t('machine')}>
        <dl className="kv left panel-body">
          <dt>{t('node')}</dt>
          <dd>{givenName(node.name)}</dd>
          <dt>{t(unit === 'slot' ? 'slots' : 'gpus')}</dt>
          <dd>{shareTitle(node, terms.gpus)}</dd>
          {vramGib > 0 && (
            <>
              <dt>{t('vram')}</dt>
              <dd>{sizeText(vramGib)}</dd>
            </>
          )}
          <dt>{t('size')}</dt>
          <dd>
            {perGpu === null
              ? t(isWhole ? 'sizeText' : 'sizeWhole', whole)
              : t('sizePerGpu', { ...whole, cores: perGpu.cpuCores, part: sizeText(perGpu.ramGib) })}
          </dd>
          {node.isolation !== null && (
            <>
              <dt>{tIsolation('title')}</dt>
              <dd>{tIsolation(`means.${node.isolation}`)}</dd>
            </>
          )}
          <dt>{t('online')}</dt>
          <dd>{t(`nodeState.${node.state}`)}</dd>
        </dl>
      </Panel>
      <TermsPanel lease={lease} />
      {workload !== null && <WorkloadPanel workload={workload} keyCount={lease.access?.sshKeys.length ?? 0} />}
    </div>
  )
}

/** Shows the terms of the lease that the contract stores, and its parties. */
function TermsPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.overview')
  const { terms } = lease
  const unit = rentedUnit(lease.node)
  return (
    <Panel title={t('terms')} note={t('termsNote')}>
      <dl className="kv left panel-body">
        <dt>{t('price')}</dt>
        <dd>
          {t('pricePerHour', { unit, price: wholePriceText(BigInt(terms.pricePerGpuSecond) * 3_600n) })}
          <About units={BigInt(terms.pricePerGpuSecond) * 3_600n} />
        </dd>
        <dt>{t('window')}</dt>
        <dd>{t('fromTo', { from: momentText(terms.start), to: momentText(terms.start + terms.durationSeconds) })}</dd>
        <dt>{t('escrow')}</dt>
        <dd>
          {leaseAmountText(lease)(BigInt(lease.escrow))} PT
          <About units={lease.escrow} />
        </dd>
        <dt>{t('trial')}</dt>
        <dd>
          <TrialText lease={lease} />
        </dd>
        <dt>{t(lease.role === 'renter' ? 'notice' : 'noticeOther')}</dt>
        <dd>{terms.noticeSeconds === 0 ? t('none') : spanText(terms.noticeSeconds)}</dd>
        {lease.state === 'booked' && (
          <>
            <dt>{t('cancelling')}</dt>
            <dd>
              <CancelTerms lease={lease} now={lease.now.chainNow} />
            </dd>
          </>
        )}
        <Parties lease={lease} />
        <dt>{t('settled')}</dt>
        <dd>
          <TxLink hash={lease.settled.txHash} />
        </dd>
      </dl>
    </Panel>
  )
}

/** Shows the length of the free trial, and when the trial is over. */
function TrialText({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.overview')
  const now = useChainNow(lease.now.chainNow)
  const { trialSeconds } = lease.terms
  if (trialSeconds === 0) return t('none')
  const isOver = lease.ready !== null && !liveAmounts(lease, now).isInTrial
  return isOver ? t('trialOver', { span: spanText(trialSeconds) }) : spanText(trialSeconds)
}

/** Shows the signed workload that runs on the lease. */
function WorkloadPanel({ workload, keyCount }: { readonly workload: WorkloadWire; readonly keyCount: number }) {
  const t = useTranslations('lease.overview')
  return (
    <Panel title={t('workload')}>
      <dl className="kv left panel-body">
        <dt>{t('template')}</dt>
        <dd>{t(`templates.${workload.template}`)}</dd>
        <dt>{t('keys')}</dt>
        <dd>{keyCount}</dd>
        {workload.image !== undefined && (
          <>
            <dt>{t('image')}</dt>
            <dd className="mono t12 break-all">{workload.image.reference}</dd>
          </>
        )}
        {workload.command !== undefined && (
          <>
            <dt>{t('command')}</dt>
            <dd className="mono t12 break-all">{workload.command.join(' ')}</dd>
          </>
        )}
        {workload.secrets !== undefined && (
          <>
            <dt>{t('secrets')}</dt>
            <dd className="mono t12 break-all">{workload.secrets.names.join(', ')}</dd>
          </>
        )}
        {workload.template !== 'shell' && workload.startScript !== '' && (
          <>
            <dt>{t('script')}</dt>
            <dd>
              <pre className="mono t12 whitespace-pre-wrap break-all">{workload.startScript}</pre>
            </dd>
          </>
        )}
      </dl>
    </Panel>
  )
}

/** Shows the renter, the holder if different, and the provider. */
function Parties({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.overview')
  return (
    <>
      <dt>{t('renter')}</dt>
      <dd>
        <Link className="link" href={`/renters/${lease.terms.renter}`}>
          <AccountText account={lease.terms.renter} />
        </Link>
      </dd>
      {lease.heldByTransfer && (
        <>
          <dt>{t('holder')}</dt>
          <dd>
            <AccountText account={lease.holder} />
          </dd>
        </>
      )}
      <dt>{t('provider')}</dt>
      <dd>
        <Link className="link" href={`/providers/${lease.terms.provider}`}>
          <AccountText account={lease.terms.provider} />
        </Link>
      </dd>
    </>
  )
}
