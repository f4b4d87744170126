'use client'
import { sentenceGap } from '#web/parts/format/listText.ts'
import { memoryOfRun, type ModelRun, parseRun, type Run, runBits, type RunMemory, runTasks, secondsOfSearch, textOfRun } from '@infinitio/domain'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { AdvicePanel } from '#web/features/search/AdvicePanel.tsx'
import { RunStart } from '#web/features/search/RunStart.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { useRunTitle } from '#web/parts/search/waysToRun.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type RunPanelProps = { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

const contexts = [2, 4, 8, 16, 32, 64, 128] as const
const gib = 2 ** 30

/**
 * Explains the results of a search for a model or program: the GPU memory that it needs, and how that is calculated. Lets the user change the precision, the
 * task and the context length, or remove the model from the search.
 */
export function RunPanel({ search, change }: RunPanelProps) {
  const t = useTranslations('run')
  const title = useRunTitle()
  const run = parseRun(search.run)
  if (run === null) return null
  const memory = memoryOfRun(run)
  return (
    <section className="panel panel-body stack g2 mb-3 runpanel" aria-label={t('name')}>
      <div className="row between top">
        <p>
          <b className="strong">{title(run)}</b> <span>{memory.totalGib === 0 ? t('needsNothing') : t('needs', { memory: memory.totalGib })}</span>
        </p>
        <Button size="sm" tone="ghost" shape="icon" aria-label={t('remove')} onClick={() => change({ run: '' })}>
          <X className="i" aria-hidden />
        </Button>
      </div>
      {'program' in run ? null : <Choices run={run} change={change} />}
      {'program' in run ? null : <Advice search={search} change={change} />}
      <details className="t13">
        <summary>{t('why')}</summary>
        <Reasons run={run} memory={memory} />
      </details>
      <RunStart run={run} search={search} change={change} />
    </section>
  )
}

/**
 * Shows the ways to run the model. If the user wants the cheapest machine, shows only a line that unfolds them, so that the cheapest machine stays near the top
 * of the page.
 */
function Advice({ search, change }: RunPanelProps) {
  const t = useTranslations('run')
  const { sort } = search
  if (sort !== 'total' && sort !== 'price') return <AdvicePanel search={search} change={change} />
  return (
    <>
      <p className="t13">{t(`sorted.${sort}`, { span: durationText(secondsOfSearch(search)) })}</p>
      <details className="t13">
        <summary>{t('advice.title')}</summary>
        <AdvicePanel search={search} change={change} />
      </details>
    </>
  )
}

function Choices({ run, change }: { readonly run: ModelRun; readonly change: RunPanelProps['change'] }) {
  const t = useTranslations('run')
  const set = (patch: Partial<ModelRun>) => change({ run: textOfRun({ ...run, ...patch }) })
  const usual = (task: ModelRun['task']) => parseRun(`${run.model.slug}_${task}`)
  const contextChoices = contexts.filter((k) => k * 1_024 <= run.model.mostContext)
  return (
    <div className="row wrap g2">
      <SelectInput
        aria-label={t('task')}
        value={run.task}
        onChange={(event) => {
          const next = usual(runTasks.find((task) => task === event.target.value) ?? 'inference')
          if (next !== null) change({ run: textOfRun(next) })
        }}
      >
        {runTasks.map((task) => (
          <option key={task} value={task}>
            {t(`tasks.${task}`)}
          </option>
        ))}
      </SelectInput>
      {run.task !== 'full' && (
        <SelectInput
          aria-label={t('bits')}
          value={run.bits}
          onChange={(event) => set({ bits: runBits.find((bits) => bits === Number(event.target.value)) ?? 16 })}
        >
          {runBits.map((bits) => (
            <option key={bits} value={bits}>
              {t('bitsMemory', { bits, memory: memoryOfRun({ ...run, bits }).totalGib })}
            </option>
          ))}
        </SelectInput>
      )}
      {run.model.kind === 'language' && (
        <SelectInput
          aria-label={t('context')}
          value={Math.ceil(run.contextTokens / 1_024)}
          onChange={(event) => set({ contextTokens: Number(event.target.value) * 1_024 })}
        >
          {[...new Set([...contextChoices, Math.ceil(run.contextTokens / 1_024)])]
            .sort((one, other) => one - other)
            .map((k) => (
              <option key={k} value={k}>
                {t('contextK', { k })}
              </option>
            ))}
        </SelectInput>
      )}
    </div>
  )
}

function Reasons({ run, memory }: { readonly run: Run; readonly memory: RunMemory }) {
  const t = useTranslations('run')
  if ('program' in run) return <p className="dim mt-2">{t('programText', { memory: memory.totalGib })}</p>
  const size = (bytes: bigint) => (Number(bytes) / gib).toFixed(1)
  const { weights, cache, training, activations, reserve } = memory
  const { clip } = run.model
  const lines = [
    { key: 'weights', bytes: weights, text: t('parts.weights', { parameters: Number(run.model.parameters) / 1e9, bits: run.bits }) },
    { key: 'cache', bytes: cache, text: t('parts.cache', { tokens: run.contextTokens }) },
    { key: 'training', bytes: training, text: run.task === 'full' ? t('parts.full') : t('parts.lora') },
    { key: 'activations', bytes: activations, text: clip === null ? t('parts.activations') : t('parts.video', clip) },
    { key: 'reserve', bytes: reserve, text: t('parts.reserve') },
  ].filter(({ bytes }) => bytes > 0n)
  return (
    <>
      <ul className="stack g1 mt-2">
        {lines.map(({ key, bytes, text }) => (
          <li key={key} className="row between g3">
            <span className="dim">{text}</span>
            <b className="nowrap">{t('gib', { size: size(bytes) })}</b>
          </li>
        ))}
      </ul>
      <p className="dim mt-2">
        {t('severalText')}
        {sentenceGap()}
        {run.model.source === null ? (
          t('sizeText')
        ) : (
          <a className="link" href={run.model.source} rel="noreferrer" target="_blank">
            {t('card', { name: run.model.name })}
          </a>
        )}
      </p>
    </>
  )
}
