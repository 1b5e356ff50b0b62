/*
 * calendar_years.mjs: makes test/data/calendar_years.csv.
 *
 *	npm install (the packages below, in a directory of your own), there:
 *	TZ=UTC node .../test/oracle/calendar_years.mjs HIJRAH > .../test/data/calendar_years.csv
 *
 * HIJRAH is OpenJDK's hijrah-config-Hijrah-umalqura.properties (in its module
 * java.base, package java.time.chrono): the table of KACST, the Saudi authority.
 *
 * Asks packages that have calendars of their own, and not ICU's, on which day
 * each month of each year begins, from 1900 to 2100 as far as each one goes.
 * One line for each year and each different answer, with those who gave it.
 * Months are numbered as case_rules does; a month that a year lacks has 0 days.
 *
 * Not asked, because they are wrong: persian-date 1.1.0 (three leap years that
 * Iran kept a year later or earlier), hijri-date 0.2.2 (no known table),
 * ethiopian-date 0.0.6 beyond 1900 to 2090 (a Pagumen of 4 days, another of 7)
 * and kenat 3.2.0 from 2091 on (takes 2100 for no leap year).
 */
import { createRequire } from 'module';
import { pathToFileURL } from 'url';
import { readFileSync } from 'fs';
import path from 'path';

const here = path.join(process.cwd(), 'node_modules');
const require = createRequire(path.join(process.cwd(), 'x.js'));
const DAY = 86400000;
const utc = (y, m, d) => Date.UTC(y, m - 1, d);
const ofDate = (d) => utc(d.getFullYear(), d.getMonth() + 1, d.getDate());
const ofText = (s) => utc(...s.split('-').map(Number));
const iso = (t) => new Date(t).toISOString().slice(0, 10);
const pad = (n) => String(n).padStart(2, '0');
const version = (name) => name === 'openjdk' ? kacstVersion : JSON.parse(readFileSync(path.join(here, name, 'package.json'))).version;
const two = (f) => (y, m) => { const r = f(y, m); return utc(r[0], r[1], r[2]); };

const jalaali = require('jalaali-js');
const fnsJalali = require('date-fns-jalali');
const shamsi = require('shamsi-date-converter');
const { HDate } = await import(pathToFileURL(require.resolve('@hebcal/hdate')));
const oldHebcal = require('hebcal');
const hijriConverter = require('@tabby_ai/hijri-converter');
const momentHijri = require('moment-hijri');
const kenat = await import(pathToFileURL(path.join(here, 'kenat/src/index.js')));
const ethiopianDate = require('ethiopian-date');
const { EthDateTime } = require('ethiopian-calendar-date-converter');
const DateObject = require('react-date-object').default;
const indian = require('react-date-object/calendars/indian');
const gregorian = require('react-date-object/calendars/gregorian');
const medic = require('bikram-sambat');
const NepaliConverter = require('nepali-date-converter').default;
const NepaliDatetime = require('nepali-datetime').default;
const nepaliLibrary = require('nepali-date-library');
const sbmdkl = require('@sbmdkl/nepali-date-converter');

/* month -> its first day, and the one after the last */
const kacst = new Map();
let kacstVersion;
{
	let t;
	for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
		const [key, value] = line.trim().split('=');
		if (key === 'version') kacstVersion = value;
		if (key === 'iso-start') t = ofText(value);
		if (!/^\d{4}$/.test(key)) continue;
		value.split(' ').forEach((length, i) => {
			kacst.set(`${key}-${i + 1}`, t);
			t += length * DAY;
		});
	}
}

/* from Tishri, with room for Adar I; theirs count from Nisan */
const hebrewMonth = (y, m, leap) => {
	if (m <= 5) return m + 6;
	if (m === 6) return leap ? 12 : null;
	if (m === 7) return leap ? 13 : 12;
	return m - 7;
};

/* calendar, package, months, first and last year asked for, first day of a month (null: none such) */
const sources = [
	['persian', 'jalaali-js', 12, 1278, 1479, (y, m) => { const g = jalaali.toGregorian(y, m, 1); return utc(g.gy, g.gm, g.gd); }],
	['persian', 'date-fns-jalali', 12, 1278, 1479, (y, m) => ofDate(fnsJalali.newDate(y, m - 1, 1))],
	['persian', 'shamsi-date-converter', 12, 1278, 1479, two((y, m) => shamsi.jalaliToGregorian(y, m, 1))],
	['hebrew', '@hebcal/hdate', 13, 5660, 5861, (y, m) => {
		const k = hebrewMonth(y, m, HDate.isLeapYear(y));
		return k === null ? null : (HDate.hebrew2abs(y, k, 1) - 719163) * DAY;
	}],
	['hebrew', 'hebcal', 13, 5660, 5861, (y, m) => {
		const k = hebrewMonth(y, m, HDate.isLeapYear(y));
		return k === null ? null : ofDate(new oldHebcal.HDate(1, k, y).greg());
	}],
	['islamic-umalqura', '@tabby_ai/hijri-converter', 12, 1317, 1524, (y, m) => {
		const g = hijriConverter.hijriToGregorian({ year: y, month: m, day: 1 });
		return utc(g.year, g.month, g.day);
	}],
	['islamic-umalqura', 'openjdk', 12, 1317, 1524, (y, m) => kacst.get(`${y}-${m}`)],
	['islamic-umalqura', 'moment-hijri', 12, 1317, 1524, (y, m) => (y < 1356 || y > 1499 ? NaN
		: ofDate(momentHijri(`${y}/${m}/1`, 'iYYYY/iM/iD').toDate()))],
	['ethiopic', 'kenat', 13, 1892, 2090, (y, m) => { const g = kenat.toGC(y, m, 1); return utc(g.year, g.month, g.day); }],
	['ethiopic', 'ethiopian-date', 13, 1900, 2089, two((y, m) => ethiopianDate.toGregorian(y, m, 1))],
	['ethiopic', 'ethiopian-calendar-date-converter', 13, 1892, 2093, (y, m) => ofDate(new EthDateTime(y, m, 1).toEuropeanDate())],
	['indian', 'react-date-object', 12, 1821, 2022, (y, m) => {
		const g = new DateObject({ calendar: indian, year: y, month: m, day: 1 }).convert(gregorian);
		return utc(g.year, g.month.number, g.day);
	}],
	['nepali', 'bikram-sambat', 12, 1970, 2099, (y, m) => { const g = medic.toGreg(y, m, 1); return utc(g.year, g.month, g.day); }],
	['nepali', 'nepali-date-converter', 12, 1970, 2099, (y, m) => ofDate(new NepaliConverter(y, m - 1, 1).toJsDate())],
	['nepali', 'nepali-datetime', 12, 1970, 2099, (y, m) => ofText(new NepaliDatetime(y, m - 1, 1).formatEnglishDate('YYYY-MM-DD'))],
	['nepali', 'nepali-date-library', 12, 1970, 2099, (y, m) => ofText(nepaliLibrary.BStoAD(`${y}-${pad(m)}-01`))],
	['nepali', '@sbmdkl/nepali-date-converter', 12, 1970, 2099, (y, m) => ofText(sbmdkl.bsToAd(`${y}-${pad(m)}-01`))],
];

const answers = new Map();		/* "calendar;year;first day;lengths" -> packages */
for (const [calendar, name, months, from, to, begins] of sources) {
	const ask = (y, m) => { try { return begins(y, m); } catch { return NaN; } };
	let asked = 0;
	for (let y = from; y <= to; y++) {
		const starts = [];
		for (let m = 1; m <= months; m++) starts.push(ask(y, m));
		/* the day on which the next year begins ends the last month */
		const all = [...starts, ask(y + 1, 1)];
		if (all.some((t) => t !== null && !Number.isFinite(t))) continue;
		const lengths = starts.map((t, i) => (t === null ? 0 : Math.round((all.slice(i + 1).find((u) => u !== null) - t) / DAY)));
		const key = `${calendar};${y};${iso(starts[0])};${lengths.join(' ')}`;
		answers.set(key, [...(answers.get(key) ?? []), name]);
		asked++;
	}
	process.stderr.write(`${calendar} ${name} ${version(name)}: ${asked} years\n`);
}

console.log(`# Facts about calendars, asked by test/oracle/calendar_years.mjs of ${sources.map((s) => `${s[1]} ${version(s[1])}`).join(', ')}.`);
console.log('# calendar;year;first day;days of each month;packages that say so');
const order = [...new Set(sources.map((s) => s[0]))];
[...answers.keys()].sort((a, b) => {
	const [c, y] = a.split(';');
	const [d, z] = b.split(';');
	return order.indexOf(c) - order.indexOf(d) || y - z || (a < b ? -1 : 1);
}).forEach((key) => console.log(`${key};${answers.get(key).join(' ')}`));
