import { describe, expect, it } from 'vitest'
import { LEFTOVER_SHAPES, SHAPES } from './foreign-shapes'
import { sourceFile } from './read-files'

/** The shapes of a table that a text has, without what they say after a comma. */
const whatIs = (name: string, text: string, shapes = SHAPES) =>
  shapes.filter((shape) => shape.is(sourceFile(name, text))).map(({ what }) => what.split(',')[0])

describe('files of Rasa', () => {
  const domain = 'a Rasa domain'
  const part = 'a part of a Rasa domain'
  const stories = 'Rasa stories'
  const rules = 'Rasa rules'
  const responses = 'Rasa responses'
  const configuration = 'a Rasa configuration'
  it.each<[string, string[]]>([
    ['stories:\n- story: a\n', [stories]],
    ['"stories" : \n- story: a\n', [stories]],
    ['stories:\n- story: a\nnlu:\n- intent: b\n', []],
    ['  stories:\n  - story: a\n', []],
    ['my stories: a\n', []],
    ['rules:\n- rule: a\n', [rules]],
    ['rules:\n  - steps:\n', [rules]],
    ['rules:\n-   rule: a\n', [rules]],
    ['rules:\n    steps:\n', [rules]],
    ['rules:\n- my rule: a\n', []],
    ['rules:\n- ruler: a\n', []],
    ['x:\n- rule: a\n', []],
    ['intents:\n- a\nentities:\n- b\n', [domain]],
    ['intents:\n  - a\nactions:\n  - b\n', [domain]],
    ['slots:\n- a\nforms:\n- b\n', [domain]],
    ['templates:\n- a\ne2e_actions:\n- b\n', [domain]],
    ['session_config:\n  x: 1\nintents:\n- a\n', [domain]],
    ['session_config:\n- x\n', [domain]],
    ['intents:\n- a\n', []],
    ['intents:\n  a:\nentities:\n  b:\n', []],
    ['intents:\n  -a\nentities:\n  x- b\n', []],
    ['intents:\n- a\nslots:\n- b\n  data:\n', []],
    ['intents:\n- a\nslots:\n- b\n  data: \n', []],
    ['intents:\n- a\nslots:\n- b\n  data: x\n', [domain]],
    ['intents:\n- a\nslots:\n- b\n  more data:\n', [domain]],
    ['responses:\n  utter_a:\n', [responses]],
    ['templates:\n    utter_a:\n', [responses]],
    ['templates:\n utter_a:\n', []],
    ['templates:\nutter_a:\n', []],
    ['templates:\n  my_utter_a:\n', []],
    ['templates:\n  my  utter_a:\n', []],
    ['x:\n  utter_a:\n', []],
    ['version: "3.1"\nslots:\n  a: b\n', [part]],
    ["version: '2.0'\nforms:\n  a: b\n", [part]],
    ['version: 1.0\nentities:\n', [part]],
    ['"version":\t3.1\nactions:\n', [part]],
    ['version : 3.1\nresponses:\n', [part]],
    ['version: 4.0\nslots:\n', []],
    ['version: 33.1\nslots:\n', []],
    ['version: 3\nslots:\n', []],
    ['version: 3.x\nslots:\n', []],
    ['  version: 3.1\nslots:\n', []],
    ['version: 3.1\npipes:\n', []],
    ['pipeline:\n- a\n', [configuration]],
    ['policies:\n- a\n', [configuration]],
    ['action_endpoint:\n  a: b\n', [configuration]],
    ['tracker_store:\n  a: b\n', [configuration]],
    ['event_broker:\n  a: b\n', [configuration]],
    ['rest:\n', [configuration]],
    ['socketio:\n', [configuration]],
    ['rested:\n', []],
  ])('in YAML: %j', (text, what) => {
    expect(whatIs('a.yml', text)).toEqual(what)
    expect(whatIs('a.md', text)).toEqual([])
  })

  it.each<[string, string[]]>([
    ['## a\n* b\n- utter_c\n', [stories]],
    ['##a\n*b\n-action_c\n', [stories]],
    ['##a\n \n\t\n> c\n> d\n\t* b\n\n  - slot{"a": "b"}\n', [stories]],
    ['## a\n* b\n - slot {"a": "b"}\n', [stories]],
    ['## a\n* b\n - form{"name": "b"}\n', [stories]],
    ['## a\n* b\n - form {"name": "b"}\n', [stories]],
    ['## a\n* b\n - my-own_form\n', [stories]],
    ['## a\n* b\n - my_form now\n', [stories]],
    ['## a\n* b\n - listen \n', [stories]],
    ['## a\n* b\n - listen to me\n', []],
    ['## a\n* b\n- listen\n', []],
    ['## a\n* b\n- my_form\n', []],
    ['## a\n* b\n\n\n- utter_c\n', []],
    ['## a\nb\n- utter_c\n', []],
    ['## a\n*\n- utter_c\n', []],
    ['# a\n* b\n- utter_c\n', []],
    [' ## a\n* b\n- utter_c\n', []],
    ['## a\n* b\n- stutter_c\n', []],
    ['## a\nc > d\n* b\n- utter_c\n', []],
    ['## a\n* b\n- utter_c\n## intent:d\n', []],
    ['## a\n* b\n- utter_c\n### synonym:d\n', []],
    ['## a\n* b\n- utter_c\n##lookup:d\n', []],
    ['## a\n* b\n- utter_c\n##  regex:d\n', []],
    ['## a\n* b\n- utter_c\nx ## intent:d\n', [stories]],
    ['## a\n* b\n- utter_c\n## intents:d\n', [stories]],
    ['## a\n* b/c\n- so it is\n', [responses]],
    ['##a\n*b/c\n\t-so it is\n', [responses]],
    ['##a\n*b/c\n\t-so\n', [stories, responses]],
    ['## a\n* b/c\nso\n', []],
    ['## a\n* b/c\n- \n', []],
    ['## a\n* b\n- so it is\n', []],
    ['## a\n\n* b/c\n- so it is\n', []],
    ['## a\n* http://b/c\n- so it is\n', []],
    ['# a\n* b/c\n- so it is\n', []],
    ['x## a\n* b/c\n- so it is\n', []],
  ])('in Markdown: %j', (text, what) => expect(whatIs('a.md', text)).toEqual(what))
})

describe('files of other tools', () => {
  const list = 'a list of patterns for Home Assistant'
  const rhino = 'a Rhino context'
  const rhasspy = 'sentences of Rhasspy'
  const settings = 'a settings file'
  const chatito = 'a Chatito grammar'
  const packages = 'a list of packages'
  it.each<[string, string, string[]]>([
    ['a.yaml', 'intents:\n  A:\n    sentences:\n', [list]],
    ['a.yaml', 'intents:\n -sentences:\n', [list]],
    ['a.yaml', 'intents:\n  - sentences:\n', [list]],
    ['a.yaml', 'intents:\nsentences:\n', []],
    ['a.yaml', 'intents:\n  my sentences:\n', []],
    ['a.yaml', 'lists:\n  sentences:\n', []],
    ['a.json', 'intents:\n  sentences:\n', []],
    ['a.yml', 'context:\n  expressions:\n', [rhino]],
    ['a.yml', 'context:\nexpressions:\n', []],
    ['a.yml', 'context:\n  my expressions:\n', []],
    ['a.yml', 'text:\n  expressions:\n', []],
    ['a.json', 'context:\n  expressions:\n', []],
    ['', '[Go]\ngo on\n', [rhasspy, settings]],
    ['', '\n; c\n # d\n [Go]  \ngo on\n', [rhasspy, settings]],
    ['', '[Go]\n; go on\n# go on\na = b\n', [settings]],
    ['', '[go on]\na = b\n[x]\n', [settings]],
    ['', '[Go]', [settings]],
    ['', '[Go] on\na = b\n', []],
    ['', 'so [Go]\na = b\n', []],
    ['', '[1]\na = b\n', []],
    ['', '[a: b]\na = b\n', []],
    ['', '[a](b)\na = b\n', []],
    ['', '[a(b]\na = b\n', []],
    ['', '[a\nb]\na = b\n', []],
    ['', '%[go]\n  on\n', [chatito]],
    ['', 'x\n%[go](a: b)\n\ton\n', [chatito]],
    ['', '%[go]\non\n', []],
    ['', '%[]\n  on\n', []],
    ['', 'x %[go]\n  on\n', []],
    ['', '%[go\n]  on\n', []],
    ['', '{"dependencies": {}}', [packages]],
    ['', '{"devDependencies": {}}', [packages]],
    ['', '{"scripts": {}}', [packages]],
    ['', '{"compilerOptions": {}}', [packages]],
    ['', '{"options": {}}', []],
    ['', '{"cells": [1]}', ['a notebook']],
    ['', '{"cells": {}}', []],
  ])('%s %j', (name, text, what) => expect(whatIs(name, text)).toEqual(what))
})

describe('pages', () => {
  it.each<[string, boolean]>([
    ['<!DOCTYPE html>', true],
    ['\n <!-- so', true],
    ['<?xml version="1.0"?>', true],
    ['<html', true],
    ['<svg', true],
    ['<a>', true],
    ['<x:y-z1 b="c">', true],
    ['<a\nb="c">', true],
    ['<1>', false],
    ['<a b', false],
    ['<a b<c>', false],
    ['<>', false],
    ['<a/b>', false],
    ['so <a>', false],
  ])('%j: %s', (text, is) => {
    expect(whatIs('', text).includes('a page of HTML or XML')).toBe(is)
  })
})

describe('program code', () => {
  const isCode = (...lines: string[]) => whatIs('', lines.join('\n')).includes('program code')
  it.each([
    ...['from a.b import c', 'import a', 'import {a', 'import * as a', '#include <a>', '#!/bin/a'],
    ...['using a.b;', 'package a.b', 'package a.b;', 'def a(b):', 'def a()', 'function a'],
    ...['export function a', 'async function a', 'export async function a', 'public class A'],
    ...['private enum A', 'interface A', 'struct a', 'const a = 1', 'let a =', 'var a ='],
    ...['<?php', '@a(b', 'return a;', 'return;', '} else', '}else', 'a;', 'a {', 'a => {', 'a =>'],
    ...[
      'const a= 1',
      'def a(b): # c',
      'import _a',
      'import aa',
      'return a; # b',
      '} else {',
      'a =>{',
      '}',
      ')',
      ']',
      '};',
      '),',
      '],',
    ],
  ])('%s', (line) => expect(isCode(line, line, line)).toBe(true))

  it.each([
    ...['from here, import it', 'so import a', 'using it', 'package for me', 'define a(b)'],
    ...['default function', 'my class act', 'constant a = 1', 'let it be'],
    ...['so #include <a>', 'so #!/bin/a', 'so def a()', 'so const a = 1', 'so <?php', 'so @a(b'],
    ...['def a', 'def (a)', 'from import a', 'from a-b import c', 'package a b', 'const = 1'],
    ...['export a', 'functions a', 'class', 'a =>b', 'so } else', 'import -a', '@(b', '#!a', '} a'],
    ...['return it', 'returned a; b', 'a } b', 'a) b', 'a; b', 'else', 'a@b(c'],
  ])('is not: %s', (line) => expect(isCode(line, line, line)).toBe(false))

  it('is more than two lines, and more than two in five', () => {
    expect(isCode('a;', 'a;')).toBe(false)
    expect(isCode('', ' a; ', '', 'a;', 'a;')).toBe(true)
    expect(isCode('a;', 'a;', 'so', 'it', 'is')).toBe(false)
    expect(isCode('a;', 'a;', 'so', 'it')).toBe(true)
    expect(isCode('[a;', 'a;', 'a;')).toBe(false)
    expect(isCode(' {a;', 'a;', 'a;')).toBe(false)
  })
})

describe('documents', () => {
  const isDocument = (text: string) => whatIs('', text).includes('a text about something')
  it.each([
    ...['  ```sh', '~~~', '![a b](c', '![](b', '|---|---|', ' :---: | ---', '| ---- |'],
    ...['[a](http://b)', 'so <div>', '<h1 class="a">', '<BR>', '## Installation', 'usage'],
    ...['Getting Started here', '###### License of it'],
  ])('%j', (text) => expect(isDocument(`so\n${text}\n`)).toBe(true))

  it.each([
    ...['a ```', '``', '! [a](b c)', '![a] (b c)', '|--|', 'so |---|', '[a](b)', '<b>', '<divine>'],
    ...['####### usage', 'usages', 'so usage', `usage ${'a'.repeat(30)}`, 'x\n---\na: b\n---'],
    ...['---\na b\n---', '---\n---', '% name: a\n```\n', '% locale: en\n```\n'],
  ])('not %j', (text) => expect(isDocument(`${text}\n`)).toBe(false))

  it('begin with settings of their own', () => {
    expect(isDocument('---\na: b\nc: d\n---\n')).toBe(true)
    expect(isDocument('so\n---\na: b\nc: d\n---\n')).toBe(false)
  })

  it('need more than two signs where words are annotated', () => {
    const signs = ['```', '| a |\n|---|', '## Usage']
    expect(isDocument(`[a](b)\n${signs.slice(0, 2).join('\n')}\n`)).toBe(false)
    expect(isDocument(`[a](b)\n${signs.join('\n')}\n`)).toBe(true)
  })

  it('are whole paragraphs under a heading', () => {
    const words = (count: number) => `${'a '.repeat(count).trim()}\n`
    expect(isDocument(`# A\n${words(26)}`)).toBe(true)
    expect(isDocument(`# A\n${words(25)}`)).toBe(false)
    expect(isDocument(words(26))).toBe(false)
    expect(isDocument(`#A\n${words(26)}`)).toBe(false)
    expect(isDocument(`# A\n${words(26)}so\n`)).toBe(false)
    expect(isDocument(`# A\n${words(26)}a #b\n`)).toBe(false)
    expect(isDocument(`# A\n@ b\n% c\n${words(26)}`)).toBe(true)
    expect(isDocument('# A\nIt is so. It is.\n')).toBe(true)
    expect(isDocument('# A\nIt is so: It is.\n')).toBe(true)
    expect(isDocument('# A\nit is so. it is\n')).toBe(false)
    expect(isDocument('# A\n')).toBe(false)
  })
})

describe('what is left', () => {
  const json = 'JSON'
  const lines = 'JSON lines without a text in each line'
  const yaml = 'YAML'
  const nested = 'a:\n  b: c\n'
  it.each<[string, string, string[]]>([
    ['', '{"a": 1}', [json, lines]],
    ['', '[1]', [json]],
    ['', '{"a": 1}\n{"a": 2}', [lines]],
    ['', 'so {"a": 1}', []],
    ['a.yml', 'so it is\n', [yaml]],
    ['a.YAML', 'so it is\n', [yaml]],
    ['a.yml.md', nested, []],
    ['a.txt', nested, [yaml]],
    ['a.TXT', nested, [yaml]],
    ['a.txt.md', nested, []],
    ['a.config1', nested, [yaml]],
    ['', nested, [yaml]],
    ['', '"a.b-c": # so\n# so\n- d\n', [yaml]],
    ['', 'a:\n- b\n', [yaml]],
    ['', 'a:\tb\nc:\n  d\n---\n...\n', [yaml]],
    ['', 'a: b\nc: d\n', []],
    ['', 'a:\nb:\n', []],
    ['', 'a:b\n  c\n', []],
    ['', '1a:\n  c\n', []],
    ['', 'so a:\n  c\n', []],
    ['', `${nested.repeat(4)}e:\nso\n`, []],
    ['', `${nested.repeat(5)}so\n`, [yaml]],
    ['', `${nested.repeat(4)}e: f\nso\n`, []],
  ])('%s %j', (name, text, what) => {
    expect(whatIs(name, text, LEFTOVER_SHAPES)).toEqual(what)
  })
})
