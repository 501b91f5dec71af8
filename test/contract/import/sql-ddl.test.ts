import { describe, expect, it } from 'vitest'
import { writeSqlDdl } from '../../../src/contract/export/sql-ddl-writer.ts'
import { importSqlDdl } from '../../../src/contract/import/sql-ddl.ts'

const POSTGRES = `-- customers of the shop
CREATE TYPE sales.plan AS ENUM ('free', 'it''s');
CREATE TABLE IF NOT EXISTS sales."Customers" (
  id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 1) PRIMARY KEY,
  email VARCHAR(255) NOT NULL UNIQUE CHECK (email LIKE '%@%'),
  plan sales.plan DEFAULT 'free',
  amount NUMERIC(10,2) CHECK (amount >= 0 AND (amount <= 1000)),
  level smallint CHECK (level = ANY (ARRAY[1, 2, -3])),
  state character varying(9) CHECK ((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])),
  created timestamp with time zone DEFAULT now() NOT NULL,
  org_id INT REFERENCES orgs(id) ON DELETE SET NULL,
  tags text[] NULL,
  doc jsonb,
  "Total Charges" double precision,
  age int CHECK (age IS NULL OR age BETWEEN 0 AND 120),
  CONSTRAINT u UNIQUE (email, plan),
  FOREIGN KEY (org_id, plan) REFERENCES orgs (id, plan),
  CHECK (amount > org_id)
);
COMMENT ON COLUMN sales."Customers".email IS 'E-mail';
COMMENT ON TABLE sales."Customers" IS 'One row each';
ALTER TABLE ONLY sales."Customers" ADD CONSTRAINT c CHECK (length(state) <= 4);
CREATE INDEX i ON sales."Customers" (email);
`

describe('CREATE TABLE statements', () => {
  const { contract, untranslated } = importSqlDdl(POSTGRES, 'shop.sql')
  const [object] = contract.objects
  const column = (name: string) => object!.properties.find((property) => property.name === name)

  it('give the columns with type, keys and what must be there', () => {
    expect(object).toMatchObject({ name: 'Customers', description: 'One row each', place: { line: 3, column: 1 } })
    expect(
      object!.properties.map(({ name, logicalType, physicalType }) => [name, logicalType, physicalType?.text]),
    ).toEqual([
      ['id', 'integer', 'BIGINT'],
      ['email', 'string', 'VARCHAR(255)'],
      ['plan', 'string', 'sales.plan'],
      ['amount', 'number', 'NUMERIC(10, 2)'],
      ['level', 'integer', 'smallint'],
      ['state', 'string', 'character varying(9)'],
      ['created', 'timestamp', 'timestamp with time zone'],
      ['org_id', 'integer', 'INT'],
      ['tags', 'array', 'text[]'],
      ['doc', null, 'jsonb'],
      ['Total Charges', 'number', 'double precision'],
      ['age', 'integer', 'int'],
    ])
    expect(column('id')).toMatchObject({ primaryKey: { line: 4 }, required: null })
    expect(column('email')).toMatchObject({ required: { line: 5 }, unique: { line: 5 }, description: 'E-mail' })
    expect(column('created')!.required).toMatchObject({ line: 10 })
    expect(column('tags')).toMatchObject({ required: null, items: { logicalType: 'string' } })
  })

  it('turn simple checks into options and lists of values', () => {
    const options = (name: string) => column(name)!.options.map((option) => `${option.name} ${option.text}`)
    expect(options('email')).toEqual(['maxLength 255', 'pattern ^(?s:.*@.*)$'])
    expect(options('amount')).toEqual(['minimum 0', 'maximum 1000'])
    expect(options('age')).toEqual(['format i32', 'minimum 0', 'maximum 120'])
    expect(options('state')).toEqual(['maxLength 9', 'maxLength 4'])
    expect(column('plan')!.allowed?.values).toEqual(['free', "it's"])
    expect(column('level')!.allowed?.values).toEqual(['1', '2', '-3'])
    expect(column('state')!.allowed?.values).toEqual(['a', 'b'])
  })

  it('keep keys over several columns, own and foreign', () => {
    expect(object!.rules).toMatchObject([{ metric: 'duplicateValues', arguments: { properties: ['email', 'plan'] } }])
    expect(object!.relationships).toMatchObject([
      { columns: ['org_id'], to: { object: 'orgs', columns: ['id'] } },
      { columns: ['org_id', 'plan'], to: { object: 'orgs', columns: ['id', 'plan'] } },
    ])
  })

  it('list the rest with its line', () => {
    expect(untranslated.map(({ what, place }) => `${place.line}: ${what}`)).toEqual([
      '13: doc jsonb',
      '18: CHECK (amount > org_id)',
      '23: CREATE INDEX',
    ])
  })

  it.each<[string, string, object]>([
    [
      'MySQL',
      "CREATE TABLE `t` (`a` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'key', `b` enum('x','y'), KEY `k` (`b`), PRIMARY KEY (`a`)) ENGINE=InnoDB COMMENT='things';",
      {
        description: 'things',
        properties: [
          { name: 'a', description: 'key', primaryKey: {}, options: [{ name: 'minimum', text: '0' }] },
          { allowed: { values: ['x', 'y'] } },
        ],
      },
    ],
    [
      'SQL Server',
      'CREATE TABLE [dbo].[t] ([a b] NVARCHAR(MAX) NOT NULL, c UNIQUEIDENTIFIER)',
      {
        name: 't',
        properties: [
          { name: 'a b', logicalType: 'string', required: {} },
          { options: [{ name: 'format', text: 'uuid' }] },
        ],
      },
    ],
    [
      'BigQuery',
      'CREATE OR REPLACE TABLE p.d.t (a INT64 OPTIONS(description="x"), s STRUCT<x INT64, y ARRAY<STRING>>) PARTITION BY a',
      {
        properties: [
          { logicalType: 'integer' },
          {
            logicalType: 'object',
            properties: [{ name: 'x' }, { name: 'y', logicalType: 'array', items: { logicalType: 'string' } }],
          },
        ],
      },
    ],
    [
      'Spark',
      'CREATE TABLE t (m MAP<STRING, DECIMAL(4,0)>, s STRUCT<a: INT>) USING delta',
      {
        properties: [
          { logicalType: 'map', map: { value: { logicalType: 'integer' } } },
          { properties: [{ name: 'a', logicalType: 'integer' }] },
        ],
      },
    ],
  ])('read %s', (_, text, expected) => {
    const { contract: read, untranslated: left } = importSqlDdl(text, 't.sql')
    expect(read.objects[0]).toMatchObject(expected)
    expect(left).toEqual([])
  })

  it('are found in a script for SQL Server, between lines with GO', () => {
    const script =
      'CREATE DATABASE [shop];\nGO\nUSE [shop]\nGO\nCREATE TABLE [a] ([go] INT)\nGO\nCREATE TABLE [b] (x INT)\nGO'
    const { contract: read } = importSqlDdl(script, 't.sql')
    expect(read.objects.map(({ name, properties }) => [name, properties[0]!.name])).toEqual([
      ['a', 'go'],
      ['b', 'x'],
    ])
  })

  it('are found in a dump, whatever its rows and functions hold', () => {
    const dump = [
      'CREATE TABLE t (a text);',
      "COPY public.t (a) FROM stdin;\nit's; CREATE TABLE evil (\n\\.",
      "CREATE FUNCTION f() AS $_$ BEGIN; it's $$ ; CREATE TABLE evil (a INT); $_$;",
      ...Array.from({ length: 1200 }, () => "INSERT INTO t VALUES ('x;y');"),
      'CREATE TABLE u (b INT);',
    ].join('\n')
    const { contract: read, untranslated: left } = importSqlDdl(dump, 't.sql')
    expect(read.objects.map(({ name, place }) => [name, place.line])).toEqual([
      ['t', 1],
      ['u', 1206],
    ])
    expect(left.map(({ what, place }) => `${place.line}: ${what}`)).toEqual([
      '2: COPY',
      '5: CREATE FUNCTION',
      '6: INSERT INTO (1,200 statements, the first here)',
    ])
  })

  it('take a backslash before a quote as MySQL means it, and only there', () => {
    const comment = (text: string) => importSqlDdl(text, 't.sql').contract.objects[0]!.description
    expect(comment("CREATE TABLE `t` (a INT) COMMENT='it\\'s; so'")).toBe("it's; so")
    expect(comment("CREATE TABLE t (a INT) COMMENT='C:\\'")).toBe('C:\\')
  })

  it('mean the primary key where a foreign key names no column, in the letters of its table', () => {
    const { contract: read } = importSqlDdl(
      'CREATE TABLE Shippers (Id INT PRIMARY KEY); CREATE TABLE o (via INT REFERENCES shippers, x INT REFERENCES SHIPPERS (ID), y INT REFERENCES elsewhere);',
      't.sql',
    )
    expect(read.objects[1]!.relationships.map(({ text }) => text)).toEqual([
      'Shippers.Id',
      'Shippers.Id',
      'elsewhere.y',
    ])
  })

  it.each([
    ['SELECT 1', 't.sql: creates no table'],
    ["CREATE TABLE t (a INT DEFAULT 'x)", 't.sql:1:31: a quote is never closed'],
    ['CREATE TABLE t (a INT); $a$ b', 't.sql:1:25: $a$ is never closed'],
    [`CREATE TABLE t (a INT CHECK (${'('.repeat(50_000)}a > 1`, 't.sql:1:92: brackets lie more than 64 deep'],
    ['COPY x FROM STDIN;\n'.repeat(20_000), 't.sql: creates no table'],
    ['CREATE TABLE t (a INT', 't.sql:1:16: the list of columns of t is never closed'],
  ])('refuse %j', (text, message) => {
    expect(() => importSqlDdl(text, 't.sql')).toThrow(message)
  })

  it('come back from a contract as tables that hold the same', () => {
    const { text, untranslated: left } = writeSqlDdl(contract)
    expect(left.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Customers → orgs.id', 'Customers → orgs.id, orgs.plan']),
    )
    const again = importSqlDdl(text, 'again.sql').contract.objects[0]!
    const shown = ({ properties }: typeof again) =>
      properties.map(({ name, required, unique, primaryKey, allowed }) => [
        name,
        required !== null,
        unique !== null,
        primaryKey !== null,
        allowed?.values,
      ])
    expect(shown(again)).toEqual(shown(object!))
  })
})
