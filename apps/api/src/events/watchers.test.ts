import { describe, expect, it } from 'vitest'
import { type Change, Watchers } from './watchers.ts'

describe('a watcher', () => {
  it('gets all changes of one look at once, and each version once', () => {
    const { watchers, watch } = setup()
    const [both, one] = [watch(['lease:1', 'account:a']), watch(['lease:1'])]
    const asked = { keys: ['lease:1', 'account:a'], versions: new Map([...of('lease:1', '1'), ...of('account:a', '7')]) }
    watchers.tell(asked)
    watchers.tell(asked)
    watchers.tell({ keys: ['lease:1'], versions: new Map(of('lease:1', '2')) })
    const lease = (version: string) => ({ key: 'lease:1', version })
    expect(both.told).toEqual([[lease('1'), { key: 'account:a', version: '7' }], [lease('2')]])
    expect(one.told).toEqual([[lease('1')], [lease('2')]])
  })

  it('gets only the end of its session while it is behind, and the current state later', () => {
    const { watchers, watch } = setup()
    const slow = watch(['lease:1', 'session:s'])
    slow.isBehind = true
    for (const version of ['1', '2']) watchers.tell({ keys: ['lease:1'], versions: new Map(of('lease:1', version)) })
    watchers.tell({ keys: ['session:s'], versions: new Map(of('session:s', 'over')) })
    expect(slow.told).toEqual([[{ key: 'session:s', version: 'over' }]])
    slow.isBehind = false
    watchers.tell({ keys: ['lease:1'], versions: new Map(of('lease:1', '2')) })
    expect(slow.told.slice(1)).toEqual([[{ key: 'lease:1', version: '2' }]])
  })

  it('gets nothing after it left, also when another watcher of the same look removed it', () => {
    const { watchers, watch } = setup()
    const first = watch(['lease:1'], () => second.leave())
    const second = watch(['lease:1'])
    watchers.tell({ keys: ['lease:1'], versions: new Map(of('lease:1', '1')) })
    expect([first.told.length, second.told]).toEqual([1, []])
    first.leave()
    expect(watchers.keys()).toEqual([])
  })

  const of = (key: string, version: string): [string, string][] => [[key, version]]

  function setup() {
    const watchers = new Watchers()
    const watch = (keys: readonly string[], onTold: () => void = () => undefined) => {
      const told: (readonly Change[])[] = []
      const watcher = { told, isBehind: false, leave: (): void => undefined }
      const onChanges = (changes: readonly Change[]) => {
        told.push(changes)
        onTold()
      }
      watcher.leave = watchers.add({ keys, onChanges, isBehind: () => watcher.isBehind })
      return watcher
    }
    return { watchers, watch }
  }
})
