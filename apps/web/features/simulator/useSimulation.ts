'use client'
import type { AttackOutcome, SimulatedYear } from '@infinitio/economy'
import { useEffect, useRef, useState } from 'react'
import type { SimulationMessage, SimulationQuestion } from '#web/features/simulator/simulationWorker.ts'

/** The state of a simulation that runs in this browser. */
export type Simulation = {
  readonly state: 'idle' | 'years' | 'attacks' | 'done' | 'cancelled' | 'failed'
  readonly of: number
  readonly years: readonly SimulatedYear[]
  readonly attacks: readonly AttackOutcome[]
  /** Error text; empty unless the simulation failed. */
  readonly problem: string
  /** The last year of the simulation that finished before this one; null if none did. */
  readonly before: SimulatedYear | null
}

const idle: Simulation = { state: 'idle', of: 0, years: [], attacks: [], problem: '', before: null }

/** Runs one simulation at a time in a web worker, so that the page remains responsive. Cancelling a simulation ends the web worker. */
export function useSimulation(): { simulation: Simulation; start(question: SimulationQuestion): void; cancel(): void } {
  const [simulation, setSimulation] = useState(idle)
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(change: Partial<Simulation>): void {
    worker.current?.terminate()
    worker.current = null
    setSimulation((before) => ({ ...before, ...change }))
  }

  function start(question: SimulationQuestion): void {
    end({})
    setSimulation((last) => ({
      ...idle,
      state: 'years',
      of: question.years,
      before: last.state === 'done' ? (last.years.at(-1) ?? null) : last.before,
    }))
    const started = new Worker(new URL('./simulationWorker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<SimulationMessage>) => {
      if (data.kind === 'year') setSimulation((before) => ({ ...before, years: [...before.years, data.year] }))
      else if (data.kind === 'attacks') setSimulation((before) => ({ ...before, state: 'attacks' }))
      else if (data.kind === 'done') end({ state: 'done', attacks: data.attacks })
      else end({ state: 'failed', problem: data.problem })
    }
    started.onerror = ({ message }) => end({ state: 'failed', problem: message })
    started.postMessage(question)
  }

  return { simulation, start, cancel: () => end({ state: 'cancelled' }) }
}
