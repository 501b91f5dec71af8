"""The rules of customers.odcs.yaml as data, so that each tool is told the same."""

COUNTRIES = ["AT", "BE", "CH", "DE", "DK", "ES", "FR", "IT", "NL", "PL"]
TYPES = {
    "id": "integer", "customer": "string", "email": "string", "country": "string", "plan": "string",
    "channel": "string", "segment": "string", "zip": "string", "signup": "date", "last_seen": "timestamp",
    "age": "integer", "tenure": "integer", "visits": "integer", "orders": "integer", "amount": "number",
    "balance": "number", "score": "number", "rate": "number", "note": "string", "active": "boolean",
}
REQUIRED = [
    "id", "customer", "email", "country", "plan", "signup", "last_seen", "tenure", "visits", "orders", "amount",
    "score", "active",
]
UNIQUE = ["id"]
MINIMUM = {"id": 1, "age": 18, "tenure": 0, "visits": 0, "orders": 0, "amount": 0, "balance": -20000, "score": 0, "rate": 0}
MAXIMUM = {"age": 120, "tenure": 120, "orders": 300, "amount": 10000, "balance": 20000, "score": 1, "rate": 100}
PATTERN = {"customer": r"^C-\d{8}$", "email": r"^[^@\s]+@[^@\s]+\.[a-z]+$"}
VALUES = {
    "country": COUNTRIES, "plan": ["free", "basic", "plus", "pro"],
    "channel": ["web", "shop", "phone", "partner"], "segment": ["consumer", "business", "public"],
}
MIN_LENGTH = {"zip": 5}
MAX_LENGTH = {"zip": 5, "note": 60}
COUNT = sum(map(len, [REQUIRED, UNIQUE, MINIMUM, MAXIMUM, PATTERN, VALUES, MIN_LENGTH, MAX_LENGTH])) + 1
