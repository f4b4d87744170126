'use client'
import type { AdviceWayWire } from '@infinitio/domain/wire'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { useFitTexts } from '#web/features/search/useFitTexts.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type Choice = AdviceWayWire['choices'][number]
type AdviceWayProps = {
  readonly way: AdviceWayWire
  readonly search: SearchState
  readonly change: (patch: Partial<SearchState>) => void
}

/** Shows one way to run a model: the memory that it needs, the best GPUs for it with speed, price and warnings, and buttons for other GPUs. */
export function AdviceWay({ way, search, change }: AdviceWayProps) {
  const t = useTranslations('run.advice')
  const [best, ...others] = way.choices
  const title = t(`way.${way.task}`, { bits: way.bits })
  function show({ classId }: Choice): void {
    change({ run: way.run, classes: [classId], sort: 'fit' })
    goToMachines()
  }
  const isShown = ({ classId }: Choice) => search.run === way.run && search.classes.length === 1 && search.classes[0] === classId
  return (
    <li className="advice-way">
      <p>
        <b className="strong">{title}</b> <span className="dim">{t('memory', { memory: way.memoryGib })}</span>
      </p>
      {best === undefined ? (
        <p className="dim">{t('tooLarge')}</p>
      ) : (
        <ChoiceLine choice={best} title={title} isShown={isShown(best)} onShow={() => show(best)} />
      )}
      {others.length > 0 && (
        <details>
          <summary aria-label={t('otherGpusFor', { way: title, count: others.length })}>{t('otherGpus', { count: others.length })}</summary>
          {others.map((choice) => (
            <ChoiceLine
              key={`${choice.classId} ${choice.vramGib} ${choice.gpuLink}`}
              choice={choice}
              title={title}
              isShown={isShown(choice)}
              onShow={() => show(choice)}
            />
          ))}
        </details>
      )}
    </li>
  )
}

/** Moves the keyboard focus to the list of machines below the advice and scrolls there, because the list may be outside the screen. */
function goToMachines(): void {
  const list = document.querySelector<HTMLElement>('.p-gpus .list, .p-gpus .restable')
  if (list === null) return
  list.tabIndex = -1
  list.focus({ preventScroll: true })
  list.scrollIntoView({ block: 'start' })
}

type ChoiceLineProps = { readonly choice: Choice; readonly title: string; readonly isShown: boolean; readonly onShow: () => void }

function ChoiceLine({ choice, title, isShown, onShow }: ChoiceLineProps) {
  const t = useTranslations('run.advice')
  const tFit = useTranslations('run.fit')
  const { speedText, warningText } = useFitTexts()
  const { fit, gpus, total, machines } = choice
  const speed = speedText(fit)
  const name = nodeTitle(choice)
  const perHour = BigInt(choice.pricePerGpuSecond) * BigInt(gpus) * 3_600n
  const Sign = fit.warnings.length === 0 ? Check : TriangleAlert
  return (
    <div className="advice-choice">
      <div>
        <p>{name}</p>
        {speed !== null && <p className="dim">{speed}</p>}
        <p className={fit.warnings.length === 0 ? 'row g1 go' : 'row g1 warn'}>
          <Sign className="i s" aria-hidden />
          <span>
            {fit.warnings.length > 0 && <span className="sr-only">{tFit(`rating.${fit.rating}`)}: </span>}
            {fit.warnings.length === 0 ? tFit('rating.good') : listText(fit.warnings.map(warningText))}
          </span>
        </p>
      </div>
      <div className="advice-price">
        <p>
          <b>{amountText(BigInt(total))}</b> PT
          <About units={total} />
        </p>
        <p className="dim">{t('perHour', { price: amountText(perHour), gpus })}</p>
      </div>
      <Button size="sm" aria-pressed={isShown} aria-label={t('showNamed', { count: machines, gpus: name, way: title })} onClick={onShow}>
        {t('show', { count: machines })}
      </Button>
    </div>
  )
}
