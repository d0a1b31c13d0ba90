from django.apps import AppConfig


class ParkingConfig(AppConfig):
    name = "services.parking"
    label = "parking"

    def ready(self) -> None:
        from services import submissions
        from services.parking import operations

        submissions.register(
            operations.SERVICE,
            operations.CHALLENGE,
            operations.deliver_challenge,
            notification="parking-challenge-received",
        )
        submissions.register(
            operations.SERVICE,
            operations.RENEW,
            operations.deliver_renewal,
            notification="parking-permit-renewed",
        )
