import { AdapterError } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkQuery, consistentFunctions } from './checkQuery.ts'
import { type Engine, openEngine } from './openEngine.ts'
import { allowedMacros, type ConsistentFunctions } from '../sql/functionRules.ts'

let engine: Engine
let consistent: ConsistentFunctions

beforeAll(async () => {
  engine = await openEngine([])
  consistent = await consistentFunctions(engine.connection)
})
afterAll(() => engine.connection.closeSync())

async function refusal(sql: string): Promise<AdapterError | undefined> {
  const query = { field: 'map', sql, tables: new Set(['sales', 'products']) } as const
  try {
    await checkQuery({ connection: engine.connection, consistent, query })
    return undefined
  } catch (error) {
    if (error instanceof AdapterError) return error
    throw error
  }
}

describe('queries that are refused', () => {
  test.each([
    ['another file', "select * from read_csv('/etc/passwd')", 'read_csv'],
    ['another file by its name', "select * from '/etc/passwd'", '/etc/passwd'],
    ['another Parquet file', "select * from 'other.parquet'", 'other.parquet'],
    ['the names of files', "select * from glob('/*')", 'glob'],
    ['a text file', "select * from read_text('/etc/hostname')", 'read_text'],
    ['a file in a subquery', "select (select content from read_blob('/etc/passwd')) from sales", 'read_blob'],
    ['a file in a WITH', "with t as (select * from read_csv_auto('/etc/passwd')) select * from t", 'read_csv_auto'],
    ['COPY', "copy sales to '/tmp/x'", 'copy'],
    ['ATTACH', "attach '/tmp/x.db'", 'attach'],
    ['INSTALL', 'install httpfs', 'install'],
    ['LOAD', 'load httpfs', 'load'],
    ['PRAGMA', 'pragma version', 'pragma'],
    ['SET', 'set threads = 8', 'set'],
    ['CALL', 'call pragma_version()', 'call'],
    ['CREATE', 'create table t as select 1', 'create'],
    ['INSERT', 'insert into sales values (1)', 'insert'],
    ['EXPLAIN', 'explain select 1', 'explain'],
    ['a statement behind a comment', '/* select 1 */ -- select\n drop table sales', 'drop'],
    ['DESCRIBE', 'describe sales', 'SHOW_REF'],
    ['SHOW', 'select * from (show tables)', 'SHOW_REF'],
    ['SUMMARIZE', 'summarize sales', 'SHOW_REF'],
    ['chance', 'select random() from sales', 'random'],
    ['chance with a schema', 'select system.main.random() from sales', 'random'],
    ['chance in capitals', 'select RANDOM() from sales', 'random'],
    ['chance in quotes', 'select "random"() from sales', 'random'],
    ['chance in an order', 'select region from sales order by random()', 'random'],
    ['chance in a window', 'select row_number() over (order by random()) from sales', 'random'],
    ['chance in a lambda', 'select list_transform([1], lambda x: x + random()) from sales', 'random'],
    ['chance in a filter', 'select sum(amount) filter (where random() > 0.5) from sales', 'random'],
    ['chance in a join', 'select * from sales s join products p on random() > 0.5', 'random'],
    ['chance in a lateral', 'select * from sales, lateral (select random())', 'random'],
    ['chance in a limit', 'select * from sales limit (select (random() * 9)::int)', 'random'],
    ['chance in a struct', "select {'a': [uuid()]} from sales", 'uuid'],
    ['chance of a sampling aggregate', 'select reservoir_quantile(amount, 0.5) from sales', 'reservoir_quantile'],
    ['the clock', 'select now() from sales', 'now'],
    ['the clock without brackets', 'select current_timestamp from sales', 'current_timestamp'],
    ['the date without brackets', 'select day < CURRENT_DATE from sales', 'CURRENT_DATE'],
    ['the local time', 'select current_localtime() from sales', 'current_localtime'],
    ['the clock in age', 'select age(day) from sales', 'age'],
    ['the clock in a macro', 'select ago(interval 1 day) from sales', 'ago'],
    ['the user', 'select user from sales', 'user'],
    ['a setting', "select current_setting('threads') from sales", 'current_setting'],
    ['a variable', "select getvariable('x') from sales", 'getvariable'],
    ['a query in a text', "select * from query('select 1')", 'query'],
    ['a table in a text', "select * from query_table('sales')", 'query_table'],
    ['functions of the engine', 'select * from duckdb_settings()', 'duckdb_settings'],
    ['a pragma as a table', "select * from pragma_table_info('sales')", 'pragma_table_info'],
    ['a table of the system', 'select * from duckdb_tables', 'duckdb_tables'],
    ['a schema of the system', 'select * from information_schema.tables', 'information_schema.tables'],
    ['a system table behind a WITH of its name', 'select * from (with pg_class as (select 1) select * from pg_class), pg_class', 'pg_class'],
    ['a plan', "select json_serialize_plan('select 1')", 'json_serialize_plan'],
    ['a run of a tree', "select * from json_execute_serialized_sql('{}')", 'json_execute_serialized_sql'],
    ['sequences', "select nextval('s')", 'nextval'],
    ['a sample', 'select * from sales using sample 10%', 'SAMPLE'],
    ['a sample of a table', 'select * from sales tablesample reservoir(10)', 'SAMPLE'],
    ['a sample of a subquery', 'select * from (select * from sales) tablesample 5%', 'SAMPLE'],
    ['a version of a table', 'select * from sales at (version => 1)', 'AT'],
    ['a parameter', 'select $1 from sales', 'VALUE_PARAMETER'],
    ['recursion', 'with recursive t as (select 1 as n union all select n + 1 from t) select * from t', 'RECURSIVE_CTE_NODE'],
    ['hidden recursion', 'select (with recursive t as (select 1 as n union all select n from t) select max(n) from t)', 'RECURSIVE_CTE_NODE'],
    ['a logarithm, whose last digit differs', 'select ln(2.5) from sales', 'ln'],
    ['a deviation, whose last digit differs', 'select stddev(amount) from sales', 'stddev'],
    ['a power by its sign', 'select 2.5 ^ 0.5 from sales', '^'],
    ['an aggregate that samples, by its name', "select list_aggregate([1, 2], 'reservoir_quantile', 0.5)", 'list_aggregate'],
    ['an aggregate by a name that is calculated', "select list_aggr([1, 2], 'std' || 'dev')", 'list_aggr'],
    ['an aggregate by a name, as a method', "select [1, 2].list_aggr('stddev')", 'list_aggr'],
    ['the most frequent value, of which there can be two', 'select mode(region) from sales', 'mode'],
    ['the same by its name', "select list_aggregate([1, 2], 'mode')", 'list_aggregate'],
    ['different values of a list, in no sequence', 'select list_distinct([2, 1, 2]) from sales', 'list_distinct'],
    ['statistics of the engine', 'select stats(amount) from sales', 'stats'],
    ['a pause', 'select sleep_ms(1000)', 'sleep_ms'],
    ['a log', "select write_log('x')", 'write_log'],
    ['writing with RETURNING in a WITH', 'with t as (insert into sales values (1) returning 1) select * from t', undefined],
  ])('ask for %s', async (_, sql, name) => {
    const error = await refusal(sql)
    expect(error?.reason).toBe('programRefused')
    expect(error?.place.field).toBe('map')
    expect(error?.place.name).toBe(name)
  })

  test.each([
    ['two statements', 'select 1; select 2'],
    ['two statements, the second behind a comment', 'select 1; -- x\n drop table sales'],
    ['no statement', ''],
    ['only a comment', '-- select 1'],
    ['wrong syntax', 'select from where'],
    ['a zero byte that hides a part', 'select 1 \0 from read_csv(1)'],
    ['signs that turn the direction of the text', 'select 1 --\u202e x'],
    ['a space without width', 'select\u200b 1'],
    ['half a character', 'select 1 as "\ud800"'],
    ['too many bytes', `select '${'x'.repeat(65_536)}'`],
    ['10,000 brackets', `select ${'('.repeat(10_000)}1${')'.repeat(10_000)}x`],
    ['6,000 subqueries', `${'select * from ('.repeat(4_000)}sales${')'.repeat(4_000)}`],
    ['20,000 signs', `select ${'- '.repeat(30_000)}1`],
    ['10,000 sums', `select 1${'+1'.repeat(10_000)}`],
    ['10,000 negations', `select ${'not '.repeat(10_000)}true`],
  ])('have %s', async (_, sql) => {
    expect((await refusal(sql))?.reason).toBe('programRefused')
  })

  test('name the line that is refused', async () => {
    expect((await refusal('select region,\n  -- größer\n  sum(amount),\n  random()\nfrom sales'))?.place).toEqual({
      field: 'map',
      line: 4,
      name: 'random',
    })
    expect((await refusal('select *\nfrom sales\nwhere region = 1 +'))?.place.line).toBe(3)
  })
})

describe('queries that run', () => {
  test.each([
    'select region, sum(amount) as amount from sales group by region',
    'from sales select region, count(*) group by all order by all limit 10',
    'with a as (select * from sales), b as materialized (select region from a) select * from a join b using (region)',
    'select list_transform([1, 2], lambda x: x + 1), [x * 2 for x in [1, 2] if x > 1] from sales',
    "select date_trunc('month', day), extract(year from day), day + interval 1 day, strftime(day, '%Y') from sales",
    "select s.user, upper(region), region || 'x', region like 'A%', regexp_replace(region, 'a', 'b'), nullif(region, ''), coalesce(region, '') from sales s",
    'select rank() over (partition by region order by amount desc), lag(amount) over w, avg(amount) over w from sales window w as (order by day)',
    'select case when amount > 1 then 1 else 0 end, amount between 1 and 2, region in (select region from products), not exists (select 1) from sales',
    'select * exclude (region) from sales union all select * exclude (region) from sales',
    'select unnest([1, 2]), u.a, r.* from unnest([1]) as u(a), range(3) as r(b), generate_series(1, 2)',
    "select {'a': 1, 'b': [1]}.a, row_number() over (), min(amount), max_by(region, amount), string_agg(region, ',' order by region), median(amount) from sales",
    'select try_cast(region as integer), amount::double * 2.5, sqrt(2.0), round(amount, 1), abs(-1), 7 // 2, 7 % 2 from sales qualify row_number() over () = 1',
    "select list_aggregate([1, 2], 'sum'), list_sum([1]), [1, 2].list_aggr('max')",
    'values (1, 2), (3, 4)',
    "select * from (pivot sales on region in ('Asia', 'Africa') using sum(amount))",
    'select "größe" from (select 1 as "größe") /* a comment; with a semicolon */ ;',
  ])('%s', async (sql) => {
    expect(await refusal(sql)).toBe(undefined)
  })

  test('call macros whose own text passes the check', async () => {
    const reader = await engine.connection.runAndReadAll(
      "select function_name, macro_definition from duckdb_functions() where function_type = 'macro' and schema_name = 'main'",
    )
    const macros = reader.getRows().map(([name, text]) => ({ name: String(name), text: String(text) }))
    for (const name of allowedMacros) {
      const texts = macros.filter((macro) => macro.name === name)
      expect(texts.length, name).toBeGreaterThan(0)
      for (const { text } of texts) expect((await refusal(`select ${text}`))?.message, `${name}: ${text}`).toBe(undefined)
    }
  })
})
