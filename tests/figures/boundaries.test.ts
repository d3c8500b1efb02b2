import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { HISTORICAL_PROVINCES, PROVINCES, regionName } from "../../server/domain/province";

type Layer = GeometryCollection<{ iso: string; name: string; cx?: number; cy?: number; iso_now?: string }>;
const topology = JSON.parse(readFileSync("data/pakistan-adm1.topo.json", "utf8")) as Topology<{ adm1_7: Layer; adm1_8: Layer }>;
const today = feature(topology, topology.objects.adm1_7).features;
const historical = feature(topology, topology.objects.adm1_8).features;

test("the map has the seven units of today under their codes and names", () => {
  assert.deepEqual(today.map((unit) => unit.id).sort(), [...PROVINCES].sort());
  for (const { id, properties } of today) {
    assert.equal(properties.iso, id);
    // The map writes Islamabad Capital Territory in full, the gazetteer in short.
    assert.equal(properties.name.replace(" Capital Territory", ""), regionName(String(id)));
  }
});

test("the second layer draws the former FATA apart", () => {
  const codes = historical.map((unit) => (unit.id === "PK-KP" ? "PK-NW" : unit.id));
  assert.deepEqual(codes.sort(), [...HISTORICAL_PROVINCES].sort());
  assert.deepEqual(
    historical.filter((unit) => unit.properties.iso_now !== unit.id).map((unit) => [unit.id, unit.properties.iso_now]),
    [["PK-TA", "PK-KP"]],
  );
});

test("every unit is drawn inside Pakistan, with a label point inside its box", () => {
  for (const { id, geometry, properties } of today) {
    const points = (JSON.stringify(geometry).match(/-?[\d.]+,-?[\d.]+/g) ?? []).map((pair) => pair.split(",").map(Number));
    const [x, y] = [points.map(([longitude = 0]) => longitude), points.map(([, latitude = 0]) => latitude)];
    assert.ok(points.length > 10, String(id));
    assert.ok(Math.min(...x) > 60 && Math.max(...x) < 78 && Math.min(...y) > 23 && Math.max(...y) < 38, String(id));
    const { cx = 0, cy = 0 } = properties;
    assert.ok(cx > Math.min(...x) && cx < Math.max(...x) && cy > Math.min(...y) && cy < Math.max(...y), String(id));
  }
});
