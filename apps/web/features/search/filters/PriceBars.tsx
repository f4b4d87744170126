'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { machinesIn, maxPriceOf, minPriceOf, type PriceSteps, stepsBelow, stepsUpTo } from '#web/features/search/filters/priceChoice.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type PriceBarsProps = {
  readonly steps: PriceSteps
  /** The lowest and the highest price of the search, in PT per GPU-hour; empty for any. */
  readonly minPrice: string
  readonly maxPrice: string
  readonly change: (patch: Partial<SearchState>) => void
}

/**
 * Shows how many machines there are at each price. The user chooses the lowest and the highest price with two sliders, by mouse or arrow keys. A click on a bar
 * also sets the highest price. A slider changes the search only when it is released, so that dragging sends no request for each step.
 */
export function PriceBars({ steps, minPrice, maxPrice, change }: PriceBarsProps) {
  const t = useTranslations('search.filter.bars')
  const [moved, setMoved] = useState<number | null>(null)
  const [lifted, setLifted] = useState<number | null>(null)
  const chosen = stepsUpTo(steps, maxPrice)
  const left = stepsBelow(steps, minPrice)
  const reached = Math.min(moved ?? chosen, steps.length)
  // At least one step remains between the two sliders.
  const skipped = Math.min(lifted ?? left, steps.length - 1)
  const most = Math.max(...steps.map(({ count }) => count))
  const price = maxPriceOf(steps, reached)
  const choose = (next: number) => {
    setMoved(null)
    change({ maxPrice: maxPriceOf(steps, next) })
  }
  const lift = (next: number) => {
    setLifted(null)
    change({ minPrice: minPriceOf(steps, next) })
  }
  // If the typed price lies inside a step and not at its upper end, the number of machines up to that price is unknown here.
  const isEndOfStep = moved !== null || reached === steps.length || Number(price) === Number(maxPrice)
  const whole = isEndOfStep ? reached : reached - 1
  const upTo = t('upTo', { price: price === '' ? 'any' : price, count: machinesIn(steps, reached), total: machinesIn(steps, steps.length) })
  const words = isEndOfStep ? upTo : t('within', { price: maxPrice })
  const least = lifted === null ? minPrice : minPriceOf(steps, skipped)
  const from = t('from', { price: least === '' ? 'any' : least })
  return (
    <div className="pbars">
      {/* The sliders below say the same to screen readers and take the keyboard. */}
      <div className="pbars-chart" aria-hidden>
        {steps.map(({ above, count }, at) => (
          <button
            key={above}
            type="button"
            tabIndex={-1}
            className={clsx(at >= skipped && at < whole && 'on')}
            onClick={() => choose(Math.max(at + 1, skipped + 1))}
          >
            <i style={{ height: `${Math.ceil((count / most) * 100)}%` }} />
          </button>
        ))}
      </div>
      <div className="pbars-range">
        <Slider
          label={t('labelFrom')}
          words={from}
          bounds={[0, steps.length - 1]}
          limits={[0, reached - 1]}
          value={skipped}
          onMove={setLifted}
          onRelease={lift}
        />
        <Slider
          label={t('label')}
          words={words}
          bounds={[1, steps.length]}
          limits={[skipped + 1, steps.length]}
          value={reached}
          onMove={setMoved}
          onRelease={choose}
        />
      </div>
      <p className="t12 dim" aria-hidden>
        {least === '' ? words : price === '' ? from : t('between', { from: least, to: isEndOfStep ? price : maxPrice })}
      </p>
    </div>
  )
}

type SliderProps = {
  readonly label: string
  /** The chosen value as words. */
  readonly words: string
  readonly bounds: readonly [number, number]
  /** The lowest and the highest value that can be chosen now. They lie inside the bounds. */
  readonly limits: readonly [number, number]
  readonly value: number
  readonly onMove: (value: number) => void
  /** Called with the last value when the user releases the slider, or leaves it, and has moved it. */
  readonly onRelease: (value: number) => void
}

function Slider({ label, words, bounds: [min, max], limits: [least, most], value, onMove, onRelease }: SliderProps) {
  // A quick second press of a key can come before the first one is rendered, so the value that was moved last cannot be read from a rendered property.
  const moved = useRef<number | null>(null)
  const move = (next: number) => {
    moved.current = Math.min(Math.max(next, least), most)
    onMove(moved.current)
  }
  const release = () => {
    if (moved.current === null) return
    const last = moved.current
    moved.current = null
    onRelease(last)
  }
  return (
    <input
      type="range"
      min={min}
      max={max}
      step={1}
      value={value}
      aria-label={label}
      aria-valuetext={words}
      onChange={({ target }) => move(Number(target.value))}
      onPointerUp={release}
      onKeyUp={release}
      onBlur={release}
    />
  )
}
