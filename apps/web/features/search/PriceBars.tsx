'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { machinesIn, maxPriceOf, type PriceSteps, stepsUpTo } from '#web/features/search/priceChoice.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type PriceBarsProps = {
  readonly steps: PriceSteps
  /** The highest price of the search, in PT per GPU-hour; empty for any. */
  readonly maxPrice: string
  readonly change: (patch: Partial<SearchState>) => void
}

/**
 * Shows how many machines there are at each price, and lets the user choose the highest price: with the slider, by mouse or arrow keys, or with a click on a
 * bar. Changes the search when the slider is released, so that dragging sends no request for each step.
 */
export function PriceBars({ steps, maxPrice, change }: PriceBarsProps) {
  const t = useTranslations('search.filter.bars')
  const [moved, setMoved] = useState<number | null>(null)
  const chosen = stepsUpTo(steps, maxPrice)
  const reached = Math.min(moved ?? chosen, steps.length)
  const most = Math.max(...steps.map(({ count }) => count))
  const price = maxPriceOf(steps, reached)
  const choose = (next: number) => {
    setMoved(null)
    if (next !== chosen) change({ maxPrice: maxPriceOf(steps, next) })
  }
  const release = () => {
    if (moved !== null) choose(moved)
  }
  // A typed price inside a step is not its upper end, so the number of machines up to it is unknown here.
  const isEndOfStep = moved !== null || reached === steps.length || Number(price) === Number(maxPrice)
  const whole = isEndOfStep ? reached : reached - 1
  const upTo = t('upTo', { price: price === '' ? 'any' : price, count: machinesIn(steps, reached), total: machinesIn(steps, steps.length) })
  const words = isEndOfStep ? upTo : t('within', { price: maxPrice })
  return (
    <div className="pbars">
      {/* The slider below says the same to screen readers and takes the keyboard. */}
      <div className="pbars-chart" aria-hidden>
        {steps.map(({ above, count }, at) => (
          <button key={above} type="button" tabIndex={-1} className={clsx(at < whole && 'on')} onClick={() => choose(at + 1)}>
            <i style={{ height: `${Math.ceil((count / most) * 100)}%` }} />
          </button>
        ))}
      </div>
      <input
        type="range"
        min={1}
        max={steps.length}
        step={1}
        value={reached}
        aria-label={t('label')}
        aria-valuetext={words}
        onChange={({ target }) => setMoved(Number(target.value))}
        onPointerUp={release}
        onKeyUp={release}
        onBlur={release}
      />
      <p className="t12 dim" aria-hidden>
        {words}
      </p>
    </div>
  )
}
