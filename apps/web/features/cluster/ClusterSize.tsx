'use client'
import { mostBidGpus, horizonSeconds } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type ClusterWish, fewestClusterGpus } from '#web/parts/checkout/clusterAddress.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import type { DurationBlock, DurationBounds } from '#web/parts/duration/durationDraft.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

const perMachineChoices = [1, 2, 4, 8] as const
const bounds: DurationBounds = { minSeconds: 60, maxSeconds: horizonSeconds, limit: 'market' }

type ClusterSizeProps = {
  readonly wish: ClusterWish
  readonly gpuClass: CatalogueWire['classes'][number]
  readonly catalogue: CatalogueWire
  readonly onWish: (patch: Partial<ClusterWish>) => void
  readonly onTimeBlock: (block: DurationBlock | null) => void
  /** Called with false while the number of GPUs is not valid. */
  readonly onGpusValid: (isValid: boolean) => void
}

/** Fields for the GPU class, the region, the number of GPUs in total and per machine, and the time. */
export function ClusterSize({ wish, gpuClass, catalogue, onWish, onTimeBlock, onGpusValid }: ClusterSizeProps) {
  const t = useTranslations('cluster.size')
  const regionName = useRegionName()
  const { gpus, minGpusPerMachine, durationSeconds, regionId, startHour } = wish
  // The number of GPUs per machine that the user chose last. If the user replaces the total "16" with "32", the total is 3 while only the first digit is typed,
  // and the order then has at most 3 GPUs per machine. When the total is complete, this value restores the chosen number, such as 8.
  const [chosenPerMachine, setChosenPerMachine] = useState(minGpusPerMachine)
  return (
    <>
      <div className="two">
        <Field label={t('class')}>
          {(names) => (
            <SelectInput {...names} value={gpuClass.classId} onChange={(event) => onWish({ classId: Number(event.target.value) })}>
              {offeredClasses(catalogue, gpuClass).map(({ classId, name }) => (
                <option key={classId} value={classId}>
                  {classTitle(name)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('region')}>
          {(names) => (
            <SelectInput
              {...names}
              value={regionId ?? ''}
              onChange={(event) => onWish({ regionId: event.target.value === '' ? null : Number(event.target.value) })}
            >
              <option value="">{t('anyRegion')}</option>
              {catalogue.regions.map((region) => (
                <option key={region.regionId} value={region.regionId}>
                  {regionName(region.name)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <GpusField
          gpus={gpus}
          onGpus={(count) => onWish({ gpus: count, minGpusPerMachine: Math.min(chosenPerMachine, count) })}
          onValid={onGpusValid}
        />
        <EachField
          gpus={gpus}
          each={minGpusPerMachine}
          onEach={(count) => {
            setChosenPerMachine(count)
            onWish({ minGpusPerMachine: count })
          }}
        />
      </div>
      <DurationField
        label={t('time')}
        seconds={durationSeconds}
        bounds={bounds}
        onSeconds={(seconds) => onWish({ durationSeconds: seconds })}
        onBlock={onTimeBlock}
      />
      {startHour !== null && <LaterStart startAt={startHour * 3_600} onNow={() => onWish({ startHour: null })} />}
    </>
  )
}

/** Returns the classes that at least one listed machine has, and the chosen class. Pure. */
function offeredClasses({ classes }: CatalogueWire, chosen: CatalogueWire['classes'][number]): CatalogueWire['classes'] {
  return classes.filter(({ classId, listedNodes }) => listedNodes > 0 || classId === chosen.classId)
}

type EachFieldProps = { readonly gpus: number; readonly each: number; readonly onEach: (each: number) => void }

/** Lets the user choose how many GPUs each machine of a cluster order must have at least. */
function EachField({ gpus, each, onEach }: EachFieldProps) {
  const t = useTranslations('cluster.size')
  const choices = [...new Set([...perMachineChoices, each])].filter((count) => count <= gpus).sort((one, other) => one - other)
  return (
    <Field label={t('each')} hint={t('eachHint', { count: Math.ceil(gpus / each) })}>
      {(names) => (
        <SelectInput {...names} value={each} onChange={(event) => onEach(Number(event.target.value))}>
          {choices.map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}

type GpusFieldProps = { readonly gpus: number; readonly onGpus: (gpus: number) => void; readonly onValid: (isValid: boolean) => void }

/** A field for a number of GPUs. Only a valid number changes the cluster. */
function GpusField({ gpus, onGpus, onValid }: GpusFieldProps) {
  const t = useTranslations('cluster.size')
  const [text, setText] = useState(String(gpus))
  useEffect(() => setText((current) => (Number(current) === gpus ? current : String(gpus))), [gpus])
  const count = Number(text)
  const isCount = Number.isInteger(count) && count >= fewestClusterGpus && count <= mostBidGpus
  useLayoutEffect(() => onValid(isCount), [isCount, onValid])
  return (
    <Field label={t('gpus')} hint={t('gpusHint', { most: mostBidGpus })} error={isCount ? undefined : t('gpusWrong', { most: mostBidGpus })}>
      {(names) => (
        <TextInput
          {...names}
          type="number"
          inputMode="numeric"
          min={fewestClusterGpus}
          max={mostBidGpus}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            const typed = Number(target.value)
            if (Number.isInteger(typed) && typed >= fewestClusterGpus && typed <= mostBidGpus) onGpus(typed)
          }}
        />
      )}
    </Field>
  )
}

function LaterStart({ startAt, onNow }: { readonly startAt: number; readonly onNow: () => void }) {
  const t = useTranslations('cluster.size')
  const tBook = useTranslations('book')
  return (
    <p className="row wrap t13">
      <CalendarClock className="i s dim" aria-hidden />
      {tBook('startsAt', { moment: momentText(startAt) })}
      <Button tone="ghost" size="sm" onClick={onNow}>
        {t('startNow')}
      </Button>
    </p>
  )
}
