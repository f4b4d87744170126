import { describe, expect, test } from 'vitest'
import { currentTopics, followTopic, onTopicsChange } from '#web/parts/live/liveTopics.ts'

describe('liveTopics', () => {
  test('names each topic once however many follow it, and drops it with the last', () => {
    const stopFirst = followTopic('wallet')
    const stopSecond = followTopic('wallet')
    const stopOther = followTopic('listings')
    expect(currentTopics()).toBe('listings,wallet')
    stopFirst()
    expect(currentTopics()).toBe('listings,wallet')
    stopSecond()
    expect(currentTopics()).toBe('listings')
    stopOther()
    expect(currentTopics()).toBe('')
  })

  test('calls listeners only when the set changes', () => {
    let told = 0
    const stopListening = onTopicsChange(() => {
      told += 1
    })
    const stops = [followTopic('wallet'), followTopic('wallet')]
    expect(told).toBe(1)
    for (const stop of stops) stop()
    expect(told).toBe(2)
    stopListening()
  })
})
