import { readFileSync } from 'node:fs'
import { openSqlCheck, type SqlCheck } from '@infinitio/adapter-data/test'
import { sqlFault, sqlFaultText } from '@infinitio/sdk/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqlFunctionsFile } from './sqlFunctionsFile.ts'

const tables = ['sales', 'products']
let machine: SqlCheck
beforeAll(async () => {
  machine = await openSqlCheck()
})
afterAll(() => machine.close())

const taken = [
  'select region, sum(amount) as amount from sales group by region',
  'from sales select region, count(*) group by all order by all limit 10',
  'with a as (select * from sales), b as materialized (select region from a) select * from a join b using (region)',
  'with now(a) as (select 1), "TT"(b) as not materialized (from now) select * from "TT"',
  'select list_transform([1, 2], lambda x: x + 1), [x * 2 for x in [1, 2] if x > 1] from sales',
  "select date_trunc('month', day), extract(year from day), day + interval 1 day, strftime(day, '%Y') from sales",
  "select s.user, upper(region), region || 'x', region like 'A%', regexp_replace(region, 'a', 'b'), nullif(region, ''), coalesce(region, '') from sales s",
  'select rank() over (partition by region order by amount desc), lag(amount) over w, avg(amount) over w from sales window w as (order by day)',
  'select case when amount > 1 then 1 else 0 end, amount between 1 and 2, region in (select region from products), not exists (select 1) from sales',
  'select * exclude (region) from sales union all by name (select * from sales)',
  'select unnest([1, 2]), u.a, r.* from unnest([1]) as u(a), range(3) as r(b), generate_series(1, 2) random(x)',
  "select {'a': 1, 'b': [1]}.a, min(amount), string_agg(region, ',' order by region), median(amount) filter (where amount > 0) from sales",
  'select try_cast(region as decimal(10, 2)), amount::decimal(10, 2), cast(null as struct(a decimal(3, 1), b map(varchar, decimal(3, 1)))) from sales',
  "select list_aggregate([1, 2], 'sum'), [1, 2].list_aggr('max'), if(true, 1, 2), ifnull(null, 1)",
  'values (1, 2), (3, 4);',
  "select * from (pivot sales on region in ('Asia', 'Africa') using sum(amount))",
  "select trim(both ' ' from region), substring(region from 1 for 2), position('a' in region), amount is distinct from 3 from sales",
  "-- it's a comment; select\nselect 'it''s', e'it\\'s', $$a 'b$$, $x$c;$$d$x$, \"odd name\" /* a /* b */ ' */ from (select 1 as \"odd name\")",
  'select day as user, day current_date from sales',
  'select a.region from sales a asof join products b on a.day >= b.day semi join (from products) c using (region)',
  'select percentile_disc(0.5) within group (order by amount), grouping(region) from sales group by cube (region)',
  'from t: sales select total: sum(amount), struct_pack(user := 1)',
  'with s as (select * from sales) select (select max(day) from s), region from s where region in (from products select region)',
]

describe('the check of a query without DuckDB', () => {
  test('has the functions of the version of DuckDB that machines run', async () => {
    expect(readFileSync(sqlFunctionsFile.path, 'utf8')).toBe(sqlFunctionsFile.text(await machine.names()))
  })

  test.each(taken)('finds no fault in %j, which machines take', async (sql) => {
    expect(await machine.refusalOf(sql, tables)).toBeNull()
    expect(sqlFault({ sql, tables })).toBeNull()
  })

  test.each([
    ['select region, summ(amount) from sales', 'function', 'summ', 1, 'sum'],
    ['select region,\n  -- größer\n  random()\nfrom sales', 'refused', 'random', 3, undefined],
    ['select now() from sales', 'refused', 'now', 1, undefined],
    ['select "random"() from sales', 'refused', 'random', 1, undefined],
    ['select day < CURRENT_DATE from sales', 'refused', 'CURRENT_DATE', 1, undefined],
    ['select stddev(amount) from sales', 'refused', 'stddev', 1, undefined],
    ["select * from read_csv('/etc/passwd')", 'refused', 'read_csv', 1, undefined],
    ['select *\nfrom sale', 'table', 'sale', 2, 'sales'],
    ["select * from 'other.parquet'", 'table', 'other.parquet', 1, undefined],
    ['select * from sales join product using (region)', 'table', 'product', 1, 'products'],
    ['drop table sales', 'statement', 'drop', 1, undefined],
    ['/* select 1 */ -- select\n drop table sales', 'statement', 'drop', 2, undefined],
    ['select 1; select 2', 'several', 'select', 1, undefined],
    ['select (1', 'unclosed', '(', 1, undefined],
    ['select 1\n)', 'extra', ')', 2, undefined],
    ["select 'Asia from sales", 'unclosed', "'", 1, undefined],
    ['select 1 /* x', 'unclosed', '/*', 1, undefined],
    ['-- select 1', 'empty', '', 1, undefined],
  ] as const)('names the wrong part of %j', async (sql, kind, name, line, near) => {
    expect(sqlFault({ sql, tables })).toEqual({ kind, name, line, ...(near === undefined ? {} : { near }) })
    expect((await machine.refusalOf(sql, tables))?.reason).toBe('programRefused')
  })

  test('refuses nothing that a machine takes, for each of these queries with a word left out, doubled or moved', async () => {
    const wrong: string[] = []
    for (const sql of taken)
      for (const variant of variantsOf(sql))
        if (sqlFault({ sql: variant, tables }) !== null && (await machine.refusalOf(variant, tables)) === null) wrong.push(variant)
    expect(wrong).toEqual([])
  })

  test('says a fault in one line', () => {
    const fault = sqlFault({ sql: 'select\nsumm(1)', tables })
    expect(fault === null ? '' : sqlFaultText(fault)).toBe('line 2: summ is not a function; did you mean sum?')
  })
})

/** Returns a query without each of its words and signs, with each of them twice, and with each of them behind the next one. */
function variantsOf(sql: string): string[] {
  const parts = sql.match(/\w+|\s+|[^\w\s]/g) ?? []
  const around = (at: number, middle: string) => [...parts.slice(0, at), middle, ...parts.slice(at + 1)].join('')
  return parts.flatMap((part, at) => {
    if (part.trim() === '') return []
    const moved = [...parts.slice(0, at), ...parts.slice(at + 1, at + 3), ` ${part} `, ...parts.slice(at + 3)].join('')
    return [around(at, ' '), around(at, `${part} ${part}`), moved]
  })
}
