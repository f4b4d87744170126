import { describe, expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'

type Stated = Parameters<ReturnType<typeof useLocationText>>[0]

function Location(stated: Stated) {
  return useLocationText()(stated)
}

const texts = (city: string | null, country: string | null) =>
  (['en', 'zh'] as const).map((language) => markupFor(language, <Location city={city} country={country} regionName="eu-north" />))

describe('the location of a machine', () => {
  test('has city and country in the language of the reader', () => {
    expect(texts('Hamina', 'FI')).toEqual(['Hamina, Finland', '哈米纳, 芬兰'])
    expect(texts('Frankfurt am Main', 'DE')).toEqual(['Frankfurt am Main, Germany', '法兰克福, 德国'])
    expect(texts('Singapore', 'SG')).toEqual(['Singapore', '新加坡'])
    expect(texts('Frankfurt', null)).toEqual(['Frankfurt', '法兰克福'])
  })

  test('keeps a city that has no translation, also one named like a property of every object', () => {
    expect(texts('Tranås', 'SE')).toEqual(['Tranås, Sweden', 'Tranås, 瑞典'])
    for (const city of ['constructor', '__proto__', 'toString', 'St. Ghislain', 'Köln.main']) expect(texts(city, null)).toEqual([city, city])
  })

  test('shows the region if city and country are unknown', () => {
    expect(texts(null, null)).toEqual(['Northern Europe', '北欧'])
    expect(texts('', '')).toEqual(['Northern Europe', '北欧'])
  })
})
