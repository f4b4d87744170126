'use client'
import { useQuery } from '@tanstack/react-query'
import { Play, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { liveWorld } from '#web/features/simulator/liveWorld.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { networkQuery } from '#web/parts/explorer/explorerQueries.ts'
import { governQuery, parametersQuery } from '#web/parts/govern/governQueries.ts'
import { AttacksPanel } from '#web/features/simulator/AttacksPanel.tsx'
import { isInBounds, questionOf, type SimulatorField, sizeFields, votedFields, worldFields } from '#web/features/simulator/simulatorFields.ts'
import { type Simulation, useSimulation } from '#web/features/simulator/useSimulation.ts'
import { YearsPanel } from '#web/features/simulator/YearsPanel.tsx'

type Typed = Readonly<Record<string, string>>

/** Shows the simulation's parameters, progress and results. The simulation runs only in this browser. */
export function SimulatorPanel() {
  const t = useTranslations('govern.simulator')
  const why = useTranslations('reasons')
  const [changed, setTyped] = useState<Typed>({})
  const live = useLiveValues()
  const typed = { ...live, ...changed }
  const { simulation, start, cancel } = useSimulation()
  const question = questionOf(typed)
  const isRunning = simulation.state === 'years' || simulation.state === 'attacks'
  const reasonId = useId()
  const reason = question === null && !isRunning ? why('fields') : null
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (question !== null && !isRunning) start(question)
  }
  return (
    <div className="stack g4">
      <Panel title={t('title')}>
        <form className="panel-body stack g4" onSubmit={submit}>
          <p className="t13">{t('text')}</p>
          <Fields fields={sizeFields} live={live} typed={typed} onTyped={setTyped} isDisabled={isRunning} />
          <details>
            <summary className="t13">{t('voted')}</summary>
            <Fields fields={votedFields} live={live} typed={typed} onTyped={setTyped} isDisabled={isRunning} />
          </details>
          <details>
            <summary className="t13">{t('world')}</summary>
            <Fields fields={worldFields} live={live} typed={typed} onTyped={setTyped} isDisabled={isRunning} />
          </details>
          <div className="row wrap g3">
            {isRunning ? (
              <Button onClick={cancel}>
                <X className="i" aria-hidden />
                {t('cancel')}
              </Button>
            ) : (
              <Button type="submit" tone="primary" disabled={reason !== null} aria-describedby={reason === null ? undefined : reasonId}>
                <Play className="i" aria-hidden />
                {t('run')}
              </Button>
            )}
            <Standing simulation={simulation} />
          </div>
          <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
        </form>
      </Panel>
      {simulation.years.length > 0 && <YearsPanel years={simulation.years} before={simulation.before} />}
      {simulation.attacks.length > 0 && <AttacksPanel attacks={simulation.attacks} />}
    </div>
  )
}

/** Returns the values of this market with which the fields begin. There are none until they have loaded. */
function useLiveValues(): Typed {
  const { data: govern } = useQuery({ ...governQuery(browserApi), refetchInterval: false })
  const { data: parameters } = useQuery({ ...parametersQuery(browserApi), refetchInterval: false })
  const { data: network } = useQuery({ ...networkQuery(browserApi), refetchInterval: false })
  return liveWorld({ dao: govern?.dao ?? null, parameters: parameters?.items ?? [], world: network?.world ?? null })
}

type FieldsProps = {
  readonly fields: readonly SimulatorField[]
  /** The values of this market, by the names of their fields. */
  readonly live: Typed
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
  readonly isDisabled: boolean
}

/** Shows one field per parameter, with the value of this market or its shipped value until the user types another, and with the source of that value. */
function Fields({ fields, live, typed, onTyped, isDisabled }: FieldsProps) {
  const t = useTranslations('govern.simulator')
  return (
    <div className="gsim">
      {fields.map((field) => {
        const { name, shipped, least, most } = field
        const bounds = { least, most }
        return (
          <Field
            key={name}
            label={t(`field.${name}` as never)}
            hint={t(sourceOf(field, live), bounds)}
            error={isInBounds(field, (typed[name] ?? '').trim()) ? undefined : t('wrong', bounds)}
          >
            {(names) => (
              <TextInput
                {...names}
                inputMode="decimal"
                autoComplete="off"
                placeholder={shipped}
                suffix={field.isPercent === true ? '%' : undefined}
                disabled={isDisabled}
                value={typed[name] ?? ''}
                onChange={({ target }) => onTyped({ ...typed, [name]: target.value })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}

/** Returns the message about the value with which a field begins: measured in this market, assumed, or neither. */
function sourceOf({ name }: SimulatorField, live: Typed): 'bounds' | 'measured' | 'providersMeasured' | 'assumed' {
  if (name in live) return name === 'providers' ? 'providersMeasured' : 'measured'
  return name === 'years' || name === 'seed' ? 'bounds' : 'assumed'
}

function Standing({ simulation: { state, of, years, problem } }: { readonly simulation: Simulation }) {
  const t = useTranslations('govern.simulator')
  const at = years.length
  if (state === 'idle') return null
  if (state === 'years' || state === 'attacks')
    return (
      // Do not announce the progress: fifty steps would flood a screen reader. The user can still read the progress bar, and the result is announced.
      <div className="grow" aria-live="off">
        <p className="t13">{state === 'years' ? t('year', { at, of }) : t('tries')}</p>
        <progress className="budget" aria-label={t('title')} max={of + 1} value={at} />
      </div>
    )
  return (
    <p className="t13" role="status">
      {state === 'failed' ? t('failed', { problem }) : t(state === 'done' ? 'done' : 'cancelled', { years: at })}
    </p>
  )
}
