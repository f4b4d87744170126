'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { NodeProofsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import type { ProofDone, ProofQuestion } from '#web/features/listing/proofCheckWorker.ts'
import { errorSentences } from '#web/i18n/reading.ts'
import { type CheckState, useWorkerCheck } from '#web/parts/check/useWorkerCheck.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

type Slot = NodeProofsWire['slots'][number]

const mibOfGib = 1_024
const tones = {
  waiting: 'pending',
  passed: 'final',
  failed: 'bad',
  excused: 'plain',
  uncounted: 'warn',
} as const satisfies Record<Slot['verdict'], BadgeTone>

const openWorker = () => new Worker(new URL('./proofCheckWorker.ts', import.meta.url), { type: 'module' })

/** The columns of a row, with their CSS classes. */
export const slotColumns = [
  { name: 'when', className: '' },
  { name: 'verdict', className: '' },
  { name: 'memory', className: '' },
  { name: 'time', className: 'n hide-s' },
  { name: 'timers', className: 'n hide-s' },
  { name: 'check', className: '' },
] as const

/**
 * Shows one slot (a block for which all machines prove their GPUs) and what the validators decided about this machine's proof. A button calculates the revealed
 * rows of the proof again in this browser.
 */
export function ProofSlotRow({ node, slot }: { readonly node: string; readonly slot: Slot }) {
  const t = useTranslations('proofs')
  const { standing, start } = useWorkerCheck<ProofQuestion, ProofDone>(openWorker)
  // Proofs of a processor show no speed of a GPU.
  const proven = slot.gpus.flatMap(({ attested, processor }) => (attested?.passed === true && processor === null ? [attested] : []))
  const site = proven[0]?.site ?? 0
  const opened = slot.gpus.filter(({ isOpened }) => isOpened).map(({ gpu }) => gpu)
  return (
    <>
      <tr>
        <td>{dayMinuteText(slot.at)}</td>
        <td>
          <Badge tone={tones[slot.verdict]}>{t(`verdict.${slot.verdict}`)}</Badge>{' '}
          <span className="t12 dim">
            {slot.reason === null ? '' : t(`reason.${slot.reason === 'silent' && slot.state === 'none' ? 'none' : slot.reason}`)}
          </span>
        </td>
        <td>
          <Memory slot={slot} />
        </td>
        <td className="n hide-s">
          {slot.seconds === null ? '–' : t('seconds', { seconds: slot.seconds })}
          {proven.length > 0 && (
            <span className="block t12 dim">{t('speed', { percent: Math.min(...proven.map(({ speedBps }) => speedBps)) / 100 })}</span>
          )}
        </td>
        <td className="n hide-s">
          {slot.seconds === null ? '–' : t('timers', slot.timers)}
          {site > 0 && <span className="block t12 dim">{t('site', { site })}</span>}
        </td>
        <td className="n">
          {opened.length === 0 ? null : (
            <Button size="sm" disabled={standing.kind === 'running'} onClick={() => start({ slot: slot.slot, node, gpus: opened })}>
              {t('check.start')}
            </Button>
          )}
        </td>
      </tr>
      {standing.kind === 'idle' ? null : (
        <tr>
          <td colSpan={slotColumns.length} role="status">
            <CheckResult slot={slot} standing={standing} />
          </td>
        </tr>
      )}
    </>
  )
}

/** Shows the GPU memory that validators confirmed with their signatures. Nothing else counts as proven. */
function Memory({ slot: { gpus } }: { readonly slot: Slot }) {
  const t = useTranslations('proofs')
  return gpus.map(({ gpu, attested, processor }) => (
    <span key={gpu} className="me-2">
      {attested === null || processor !== null ? null : t('shown', { gpu, memory: attested.shownMib / mibOfGib })}
      {processor === null ? '' : t(`processor.${processor}`)}
    </span>
  ))
}

/** Shows the result of checking a GPU proof in this browser, compared with what the validators decided. */
export function CheckResult({ slot, standing }: { readonly slot: Slot; readonly standing: Exclude<CheckState<ProofDone>, { kind: 'idle' }> }) {
  const t = useTranslations('proofs.check')
  if (standing.kind === 'running') return <p className="t13 dim">{t('running')}</p>
  if (standing.kind === 'failed')
    return (
      <p className="t13 loss">
        {t('failed', { sentence: errorSentences()[standing.code] ?? standing.sentence })} <ErrorCode code={standing.code} />
      </p>
    )
  return standing.gpus.map(({ gpu, isRight, rows, commit }) => {
    const attested = slot.gpus.find((it) => it.gpu === gpu)?.attested ?? null
    const judged = attested === null ? 'none' : attested.commit === commit ? 'same' : 'other'
    return (
      <p key={gpu} className="t13">
        <b className={isRight ? 'go' : 'loss'}>{t(isRight ? 'right' : 'wrong', { gpu, rows })}</b> {t(`judged.${judged}`)}
      </p>
    )
  })
}
